-- rows are sources and years whose published sums differ from those of their current vintages
with published_sums as (
    select source_code, year, sum(complaint_count) as complaint_count, null::hugeint as received_count,
        null::hugeint as resolved_count
    from published.complaint
    group by all
    union all
    select source_code, year, null, sum(received_count), sum(resolved_count)
    from published.case_by_year_fiscal_district
    group by all
),
stated as (
    select source_code, year, sum(complaint_count) as complaint_count, sum(received_count) as received_count,
        sum(resolved_count) as resolved_count
    from star.dim_vintage
    where is_current
    group by all
),
differing as (
    select source_code, year
    from stated as s
    full join published_sums as p using (source_code, year)
    where coalesce(s.complaint_count, 0) <> coalesce(p.complaint_count, 0)
        or coalesce(s.received_count, 0) <> coalesce(p.received_count, 0)
        or coalesce(s.resolved_count, 0) <> coalesce(p.resolved_count, 0)
)
select * from differing
