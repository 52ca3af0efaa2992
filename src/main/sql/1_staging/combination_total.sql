-- one row per combination of one delivery: how many observations carry it, and their sum
with totals as (
    select combination_id, count(*) as fact_count, sum(complaint_count)::bigint as complaint_count
    from observation
    group by all
)
select * from totals
