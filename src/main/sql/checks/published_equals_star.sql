-- rows are sources and years whose published sum differs from the sum of their current vintages
with published_sums as (
    select source_code, year, sum(complaint_count) as complaint_count from published.complaint group by all
),
stated as (
    select source_code, year, sum(complaint_count) as complaint_count from star.dim_vintage where is_current group by all
),
differing as (
    select source_code, year, s.complaint_count, p.complaint_count as published_count
    from stated as s
    full join published_sums as p using (source_code, year)
    where coalesce(s.complaint_count, 0) <> coalesce(p.complaint_count, 0)
)
select * from differing
