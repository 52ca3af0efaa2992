-- One row per source, year, fiscal district and type of case: workload entries received and resolved by an office, not distinct cases; current vintages, sums are safe within one source.
with summed as (
    select s.source_code, s.country_code, s.counting_unit, s.region_basis, v.year, v.months_covered, d.fiscal_district_code,
        d.fiscal_district_name, c.office_type, c.subject, c.specialty, c.case_type, c.specialised_unit,
        sum(f.received_count)::bigint as received_count, sum(f.resolved_count)::bigint as resolved_count, v.is_full_year,
        v.is_latest, v.scope_present_count, v.scope_expected_count
    from star.fact_case as f
    join star.dim_source as s using (source_key)
    join star.dim_vintage as v using (vintage_key)
    join star.dim_fiscal_district as d using (fiscal_district_key)
    join star.dim_case_type as c using (case_type_key)
    where v.is_current
    group by all
)
select * from summed
