-- One row per place of a head office as published; key 0 is unknown.
with used as (
    select distinct delivery_key, seat_place_code_id from combination
),
labelled as (
    select distinct l.label as seat_place_code
    from used as u
    join delivery as d using (delivery_key)
    join label as l on l.delivery_key = u.delivery_key and l.dimension = 'seat_place_code' and l.label_id = u.seat_place_code_id
    where d.in_figures
),
numbered as (
    select (row_number() over (order by seat_place_code))::integer as seat_place_key, seat_place_code
    from labelled
),
members as (
    select * from numbered
    union all
    select 0, null
)
select * from members
