-- One row per specialty and case type as published; key 0 is unknown.
with labelled as (
    select distinct y.label as specialty, c.label as case_type
    from (select distinct delivery_key, specialty_id, case_type_id from combination) as o
    join delivery as d using (delivery_key)
    left join label as y
        on y.delivery_key = o.delivery_key and y.dimension = 'specialty' and y.label_id = o.specialty_id
    left join label as c
        on c.delivery_key = o.delivery_key and c.dimension = 'case_type' and c.label_id = o.case_type_id
    where d.in_figures
),
numbered as (
    select (row_number() over (order by specialty, case_type))::integer as case_type_key, specialty, case_type
    from labelled
    where coalesce(specialty, case_type) is not null
),
members as (
    select * from numbered
    union all
    select 0, null, null
)
select * from members
