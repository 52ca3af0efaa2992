-- One row per vintage: what a source said about a scope and year at one extraction.
with described as (
    select s.source_code, s.country_code, s.counting_unit, s.region_basis, v.vintage_code, v.scope, v.year, v.period_start,
        v.period_end, v.months_covered, v.extraction_date, v.published_date, v.last_confirmed_date, v.published_from,
        v.published_to, v.complaint_count, v.received_count, v.resolved_count,
        g.figures_digest, v.is_current, v.state, d.file_name, d.sha256 as file_sha256, v.is_full_year,
        v.is_latest, u.unclassified_count / nullif(v.complaint_count, 0) as unclassified_share, v.scope_present_count,
        v.scope_expected_count
    from star.dim_vintage as v
    join star.dim_source as s using (source_code)
    join star.dim_delivery as d on d.delivery_key = v.delivery_key
    left join star.fact_unclassified as u using (vintage_key)
    left join star.vintage_digest as g using (vintage_code)
)
select * from described
