-- One row per vintage with what it did to the one before; of source $1 and year $2 where given, the $3 latest at most.
with compared as (
    select source_code, scope, year, vintage_code, period_start, period_end, months_covered, extraction_date,
        published_date, last_confirmed_date, published_from, published_to, state, complaint_count, received_count,
        resolved_count, figures_digest, file_name, file_sha256,
        lag(vintage_code) over in_order as earlier_vintage_code,
        lag(period_end) over in_order as earlier_period_end,
        coalesce(complaint_count, received_count) as total_count,
        total_count - lag(total_count) over in_order as change_count
    from published.vintage
    where ($1::varchar is null or source_code = $1) and ($2::integer is null or year = $2)
    window in_order as (partition by source_code, scope, year order by period_end, extraction_date, published_date)
),
told as (
    select *,
        case when earlier_vintage_code is null then 'first'
            when earlier_period_end = period_end then 'revision'
            else 'extended' end as vintage_kind
    from compared
),
ranked as (
    select *, count(*) over () as found_count,
        row_number() over (order by year desc, source_code, scope, period_end desc, extraction_date desc,
            published_date desc) as size_rank
    from told
)
select * from ranked
where size_rank <= $3::bigint
order by source_code, scope, year, period_end, extraction_date, published_date
