-- One row per source and year: the months that its current vintages cover, how many scopes have one, of how many there are, and the share without an offence.
with current_vintage as (
    select s.source_code, s.country_code, s.counting_unit, s.region_basis, v.year, v.months_covered, v.is_full_year, v.is_latest,
        v.complaint_count, u.unclassified_count, v.scope_present_count, v.scope_expected_count
    from star.dim_vintage as v
    join star.dim_source as s using (source_code)
    left join star.fact_unclassified as u using (vintage_key)
    where v.is_current
),
counted as (
    select source_code, country_code, counting_unit, region_basis, year, min(months_covered) as months_covered,
        bool_and(is_full_year) as is_full_year, bool_or(is_latest) as is_latest,
        sum(unclassified_count) / nullif(sum(complaint_count), 0) as unclassified_share,
        any_value(scope_present_count) as scope_present_count, any_value(scope_expected_count) as scope_expected_count
    from current_vintage
    group by all
)
select * from counted
