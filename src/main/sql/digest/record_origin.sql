-- one row per vintage and sheet that facts come from: the line in the record that their figures follow
with counted as (
    select vintage_key, sheet_key, count(*) as fact_count from star.fact_complaint group by all
    union all
    select vintage_key, sheet_key, count(*) from star.fact_case group by all
),
described as (
    select c.vintage_key, c.sheet_key, concat_ws(' ', v.vintage_code, d.sha256, d.file_name, h.sheet_name, c.fact_count) as origin
    from counted as c
    join star.dim_vintage as v using (vintage_key)
    join star.dim_sheet as h using (sheet_key)
    join star.dim_delivery as d on d.delivery_key = h.delivery_key
)
select * from described
