-- One row per load that brought a delivery.
with described as (
    select load_number, started_at, delivery_count from star.dim_load
)
select * from described
