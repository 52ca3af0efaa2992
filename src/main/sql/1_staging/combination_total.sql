-- one row per combination of one delivery: how many observations carry it, and their sums
with totals as (
    select combination_id, count(*) as fact_count, sum(complaint_count)::bigint as complaint_count,
        sum(received_count)::bigint as received_count, sum(resolved_count)::bigint as resolved_count
    from observation
    group by all
)
select * from totals
