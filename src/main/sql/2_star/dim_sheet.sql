-- One row per sheet of a delivery that facts may come from.
with read as (
    select delivery_key, sheet_id as sheet_number, sheet_name
    from sheet
    join delivery using (delivery_key)
    where in_figures
),
numbered as (
    select (row_number() over (order by delivery_key, sheet_number))::integer as sheet_key, delivery_key, sheet_number, sheet_name
    from read
)
select * from numbered
