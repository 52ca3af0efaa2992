-- One row per release, vintage and member of a dimension and measure whose sum another mapping (job file or code list) changed.
with described as (
    select c.source_code, s.country_code, s.counting_unit, s.region_basis, c.release_number, c.vintage_code, c.dimension,
        c.member_code, c.measure, c.before_count, c.after_count
    from star.fact_mapping_change as c
    left join star.dim_source as s using (source_code)
)
select * from described
