-- rows are accepted deliveries whose observations are not facts plus rejections, or whose sums do not add up
with unbalanced as (
    select d.delivery_key, d.file_name, c.raw_sum, c.fact_sum, c.rejected_sum
    from control_total as c
    join delivery as d using (delivery_key)
    where d.state = 'accepted'
        and (c.observation_count <> c.fact_count + c.rejection_count or c.raw_sum <> c.fact_sum + c.rejected_sum)
)
select * from unbalanced
