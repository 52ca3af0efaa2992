-- One row per vintage: the state of one source, scope and year at one extraction; a run of equal neighbours is one vintage.
with stated as (
    select v.*, d.source_code, d.state
    from vintage_total as v
    join delivery as d using (delivery_key)
    where d.in_figures
        and v.published_date is not null
        -- A repeated copy whose dates are out of order confirms figures and contributes no date.
        and (d.state = 'accepted' or (v.period_end <= v.extraction_date and v.extraction_date <= v.published_date))
),
compared as (
    select *, fingerprint is distinct from lag(fingerprint) over in_order as opens_run
    from stated
    window in_order as (partition by source_code, scope, year
        order by period_end, extraction_date, published_date, delivery_key)
),
runs as (
    select *, sum(opens_run::integer) over in_order as run_number
    from compared
    window in_order as (partition by source_code, scope, year
        order by period_end, extraction_date, published_date, delivery_key)
),
merged as (
    select source_code, scope, year, run_number,
        min(period_start) as period_start, min(period_end) as period_end,
        first(extraction_date order by extraction_date, published_date, delivery_key) as extraction_date,
        first(published_date order by extraction_date, published_date, delivery_key) as published_date,
        max(published_date) as last_confirmed_date,
        first(delivery_key order by state <> 'accepted', extraction_date, published_date, delivery_key) as delivery_key,
        any_value(fingerprint) as fingerprint, any_value(complaint_count) as complaint_count,
        any_value(received_count) as received_count, any_value(resolved_count) as resolved_count,
        any_value(fact_count) as fact_count
    from runs
    group by all
),
placed as (
    select *,
        row_number() over in_order = count(*) over whole as is_current,
        min(published_date) over later as next_published_date
    from merged
    window in_order as (partition by source_code, scope, year order by period_end, extraction_date, published_date),
        whole as (partition by source_code, scope, year),
        later as (partition by source_code, scope, year order by period_end, extraction_date, published_date
            rows between 1 following and unbounded following)
),
scope_code as (
    select s.source_code, c.code, c.valid_from, c.valid_to
    from source as s
    join source_codelist as l on l.source_code = s.source_code and l.dimension = s.scope_dimension
    join code as c on c.dimension = l.dimension and c.codelist = l.codelist
),
covered as (
    select p.*, count(*) filter (p.is_current) over of_year as scope_present_count,
        -- A source without scopes has one: the whole.
        greatest(1, (select count(distinct c.code) from scope_code as c where c.source_code = p.source_code
            and coalesce(year(c.valid_from), p.year) <= p.year and coalesce(year(c.valid_to), p.year) >= p.year))
            as scope_expected_count,
        p.is_current and p.year = max(p.year) over of_scope as is_latest
    from placed as p
    window of_year as (partition by source_code, year), of_scope as (partition by source_code, scope)
),
numbered as (
    select (row_number() over (order by source_code, scope, year, period_end, extraction_date, published_date))::integer
            as vintage_key,
        source_code || ':' || scope || ':' || year || '@' || period_end || '.' || extraction_date || '.' || published_date
            as vintage_code,
        source_code, scope, year, period_start, period_end,
        (date_diff('month', period_start, period_end) + 1)::integer as months_covered,
        (period_start = make_date(year, 1, 1) and period_end = make_date(year, 12, 31)) as is_full_year,
        extraction_date, published_date, last_confirmed_date,
        case when is_current then 'current' else 'superseded' end as state, is_current,
        case when next_published_date is null or next_published_date > published_date then published_date end
            as published_from,
        case when next_published_date > published_date then next_published_date end as published_to,
        is_latest, scope_present_count, scope_expected_count,
        delivery_key, complaint_count, received_count, resolved_count, fact_count, fingerprint
    from covered
)
select * from numbered
