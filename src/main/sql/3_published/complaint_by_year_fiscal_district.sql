-- One row per source, year and fiscal district; current vintages, sums are safe within one source.
with summed as (
    select source_code, country_code, counting_unit, region_basis, year, months_covered, fiscal_district_code, fiscal_district_name,
        sum(complaint_count)::bigint as complaint_count
    from published.complaint
    group by all
)
select * from summed
