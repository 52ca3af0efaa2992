-- One row per source, year and offence; unclassified_share is that of the source and year; current vintages, sums are safe within one source.
with summed as (
    select source_code, country_code, counting_unit, region_basis, year, months_covered, is_full_year, generic, subgeneric, level_3_name,
        level_4_name, article, offence_name,
        sum(complaint_count)::bigint as complaint_count
    from published.complaint
    group by all
),
covered as (
    select s.* exclude (is_full_year, complaint_count), s.complaint_count, s.is_full_year, c.is_latest, c.unclassified_share,
        c.scope_present_count, c.scope_expected_count
    from summed as s
    join published.coverage as c using (source_code, year)
)
select * from covered
