-- One row per source, year and region; current vintages, sums are safe within one source.
with summed as (
    select source_code, country_code, counting_unit, region_basis, year, months_covered, region_code, region_name,
        sum(complaint_count)::bigint as complaint_count
    from published.complaint
    group by all
)
select * from summed
