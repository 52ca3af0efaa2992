-- one row per vintage, delivery and sheet that facts come from: what their lines in the record begin with
with used as (
    select distinct vintage_key, delivery_key, sheet_name from star.fact_complaint
),
described as (
    select u.*, concat_ws(' ', v.vintage_code, d.sha256, d.file_name, u.sheet_name) as origin
    from used as u
    join star.dim_vintage as v using (vintage_key)
    join star.dim_delivery as d on d.delivery_key = u.delivery_key
)
select * from described
