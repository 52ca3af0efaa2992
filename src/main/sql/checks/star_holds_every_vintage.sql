-- rows are vintages whose sum or number of facts in the star differs from what their delivery stated
with loaded as (
    select vintage_key, sum(complaint_count) as complaint_count, count(*) as fact_count
    from star.fact_complaint
    group by all
),
differing as (
    select v.vintage_code, v.complaint_count, l.complaint_count as loaded_count
    from star.dim_vintage as v
    left join loaded as l using (vintage_key)
    where coalesce(l.complaint_count, 0) <> v.complaint_count or coalesce(l.fact_count, 0) <> v.fact_count
)
select * from differing
