-- One row per delivery and measure: the sum of the raw count cells, which is that of the facts and of what was left out.
with described as (
    select s.source_code, s.country_code, s.counting_unit, s.region_basis, d.delivery, d.file_name, d.sha256, d.state,
        t.measure, t.raw_sum, t.fact_sum, t.rejected_sum, t.left_out_count, t.not_number_count
    from star.fact_control_total as t
    join star.dim_delivery as d using (delivery_key)
    left join star.dim_source as s using (source_code)
)
select * from described
