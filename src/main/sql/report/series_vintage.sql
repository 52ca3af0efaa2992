-- one row per source, measure and year of a release: the total of its current vintages, and which of them came with some deliveries ($1: their SHA-256, joined by commas)
with counted as (
    select source_code, year, period_start, period_end, is_full_year, is_current, scope_expected_count,
        list_contains(string_split($1, ','), file_sha256) as is_of_load,
        unnest(['complaint_count', 'received_count', 'resolved_count']) as measure,
        unnest([complaint_count, received_count, resolved_count]) as figure
    from published.vintage
),
summed as (
    select source_code, measure, year, sum(figure) filter (is_current)::bigint as current_count,
        min(period_start) filter (is_current) as period_start, min(period_end) filter (is_current) as period_end,
        bool_and(is_full_year) filter (is_current) as is_full_year,
        coalesce(bool_or(is_of_load) filter (is_current), false) as is_of_load,
        count(*) filter (is_current) as scope_count, max(scope_expected_count) as scope_expected_count,
        count(*) filter (not is_current) as superseded_count,
        count(*) filter (is_of_load and not is_current) as superseded_of_load_count
    from counted
    where figure is not null
    group by all
),
described as (
    select s.title, s.title_es, s.counting_unit, s.accumulation, v.*
    from summed as v
    join star.dim_source as s using (source_code)
    where v.current_count is not null
)
select * from described order by source_code, measure, year
