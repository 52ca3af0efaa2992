-- One row per source, scope and two years that vintages state over the same months, and one for each vintage that no earlier year can be compared with, with the reason.
with latest as (
    select v.*, u.unclassified_count / nullif(v.complaint_count, 0) as unclassified_share,
        strftime(v.period_start, '%m-%d') || '/' || strftime(v.period_end, '%m-%d') as months
    from star.dim_vintage as v
    join star.fact_unclassified as u using (vintage_key)
    qualify row_number() over (partition by source_code, scope, year, months
        order by extraction_date desc, published_date desc) = 1
),
paired as (
    select s.source_code, s.country_code, s.counting_unit, s.region_basis, a.scope, a.year,
        b.year as earlier_year, a.year - b.year as years_apart, a.months_covered,
        a.complaint_count, b.complaint_count as earlier_complaint_count,
        a.complaint_count - b.complaint_count as difference_count,
        date_diff('day', a.period_end, a.extraction_date) as extraction_lag_days,
        date_diff('day', b.period_end, b.extraction_date) as earlier_extraction_lag_days,
        a.unclassified_share, b.unclassified_share as earlier_unclassified_share,
        a.vintage_code, b.vintage_code as earlier_vintage_code, a.is_latest, a.is_current,
        case when b.vintage_code is null
            then 'no vintage of an earlier year covers the same months' end as reason
    from latest as a
    join star.dim_source as s using (source_code)
    left join latest as b on b.source_code = a.source_code and b.scope = a.scope and b.year < a.year and b.months = a.months
)
select * from paired
