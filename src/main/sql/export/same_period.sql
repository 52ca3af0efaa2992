-- One row per two years compared over the same months, each with its nearest earlier year first, or per vintage without a comparison; the $3 latest years at most.
with compared as (
    select c.* exclude (reason), c.reason is null as is_compared, v.period_start, v.period_end,
        c.difference_count / nullif(c.earlier_complaint_count, 0) as difference_share,
        row_number() over (partition by vintage_code order by c.earlier_year desc) = 1 as is_nearest
    from published.complaint_same_period as c
    join published.vintage as v using (vintage_code)
    where ($1::varchar is null or c.source_code = $1) and ($2::integer is null or c.year = $2)
),
ranked as (
    select *, count(*) over () as found_count,
        row_number() over (order by year desc, earlier_year desc, vintage_code desc) as size_rank
    from compared
)
select * from ranked
where size_rank <= $3::bigint
order by source_code, is_nearest desc, scope, year, vintage_code, earlier_year desc
