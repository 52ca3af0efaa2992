-- One row per load that brought a delivery.
with numbered as (
    select load_number::integer as load_key, load_number, min(received_at) as started_at, count(*) as delivery_count
    from delivery
    group by load_number
)
select * from numbered
