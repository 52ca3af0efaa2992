-- One row per source, scope and two consecutive years, compared over the same months of both or, where no vintages cover the same months, with the reason why there is no comparison.
with latest as (
    select *
    from star.dim_vintage
    where complaint_count is not null
    qualify row_number() over (partition by source_code, scope, year, months_covered
        order by extraction_date desc, published_date desc) = 1
),
unclassified as (
    select vintage_code,
        sum(case when is_unclassified then complaint_count else 0 end) / nullif(sum(complaint_count), 0)
            as unclassified_share
    from published.complaint_all_vintages
    group by all
),
paired as (
    select s.source_code, s.country_code, s.counting_unit, s.region_basis, a.scope, a.year,
        b.year as earlier_year, a.months_covered,
        a.complaint_count, b.complaint_count as earlier_complaint_count,
        a.complaint_count - b.complaint_count as difference_count,
        date_diff('day', a.period_end, a.extraction_date) as extraction_lag_days,
        date_diff('day', b.period_end, b.extraction_date) as earlier_extraction_lag_days,
        u.unclassified_share, w.unclassified_share as earlier_unclassified_share,
        a.vintage_code, b.vintage_code as earlier_vintage_code,
        case when b.vintage_code is null
            then 'no vintage of ' || (a.year - 1) || ' covers the same ' || a.months_covered || ' months' end as reason
    from latest as a
    join star.dim_source as s using (source_code)
    left join latest as b on b.source_code = a.source_code and b.scope = a.scope and b.year = a.year - 1
        and b.months_covered = a.months_covered and month(b.period_start) = month(a.period_start)
    left join unclassified as u on u.vintage_code = a.vintage_code
    left join unclassified as w on w.vintage_code = b.vintage_code
)
select * from paired
