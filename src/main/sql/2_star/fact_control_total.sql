-- One row per delivery and measure: the sum of the raw count cells and where it went.
with totals as (
    select d.delivery_key, d.load_number::integer as load_key, c.measure, c.left_out_count, c.raw_sum, c.fact_sum, c.rejected_sum,
        c.not_number_count
    from control_total as c
    join delivery as d using (delivery_key)
)
select * from totals order by delivery_key, measure
