-- rows are vintages whose sums or number of facts in the star differ from what their delivery stated
with loaded as (
    select vintage_key, sum(complaint_count) as complaint_count, null::hugeint as received_count, null::hugeint as resolved_count,
        count(*) as fact_count
    from star.fact_complaint
    group by all
    union all
    select vintage_key, null, sum(received_count), sum(resolved_count), count(*)
    from star.fact_case
    group by all
),
differing as (
    select v.vintage_code, v.fact_count, l.fact_count as loaded_count
    from star.dim_vintage as v
    left join loaded as l using (vintage_key)
    where coalesce(l.complaint_count, 0) <> coalesce(v.complaint_count, 0)
        or coalesce(l.received_count, 0) <> coalesce(v.received_count, 0)
        or coalesce(l.resolved_count, 0) <> coalesce(v.resolved_count, 0)
        or coalesce(l.fact_count, 0) <> v.fact_count
)
select * from differing
