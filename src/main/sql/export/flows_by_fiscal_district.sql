-- One row per pair of consecutive vintages and fiscal district: the flow of the interval between them; the $3 largest at most.
with flow as (
    select source_code, scope, year, interval_start, interval_end, months_in_interval, flow_kind, closing_vintage_code,
        fiscal_district_code, fiscal_district_name,
        sum(opening_count)::bigint as opening_count, sum(closing_count)::bigint as closing_count,
        sum(complaint_count)::bigint as complaint_count, sum(removed_at_least_count)::bigint as removed_at_least_count
    from published.complaint_flow
    where ($1::varchar is null or source_code = $1) and ($2::integer is null or year = $2)
    group by all
),
ranked as (
    select *, count(*) over () as found_count,
        row_number() over (order by abs(complaint_count) desc, closing_vintage_code, fiscal_district_code,
            fiscal_district_name) as size_rank
    from flow
)
select * from ranked
where size_rank <= $3::bigint
order by source_code, scope, year, closing_vintage_code, fiscal_district_name, fiscal_district_code
