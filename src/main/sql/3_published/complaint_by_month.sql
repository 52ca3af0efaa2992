-- One row per source, scope and month between its first and last: complaints of that month alone where they are known, else why they are not; never parts of a longer interval.
with known as (
    -- Sources whose months stand alone state them; the others only where two vintages lie a month apart.
    select source_code, scope, year, period_start as month_start, sum(complaint_count)::bigint as complaint_count,
        null::varchar as opening_vintage_code, any_value(vintage_code) as closing_vintage_code
    from published.complaint
    where source_code in (select source_code from star.dim_source where accumulation = 'per_period')
        and date_trunc('month', period_start) = date_trunc('month', period_end)
    group by all
    union all
    select source_code, scope, year, interval_start, sum(complaint_count)::bigint, opening_vintage_code, closing_vintage_code
    from published.complaint_flow
    where months_in_interval = 1
    group by all
),
span as (
    select source_code, scope, min(period_start) as first_month, max(period_end) as last_month
    from star.dim_vintage
    where complaint_count is not null
    group by all
),
expected as (
    select source_code, scope, unnest(generate_series(first_month, last_month, interval 1 month))::date as month_start
    from span
),
interval_over as (
    select distinct source_code, scope, interval_start, interval_end
    from published.complaint_flow
    where months_in_interval > 1
    union
    select distinct source_code, scope, period_start, period_end
    from published.complaint
    where source_code in (select source_code from star.dim_source where accumulation = 'per_period')
        and date_trunc('month', period_start) <> date_trunc('month', period_end)
),
placed as (
    select s.source_code, s.country_code, s.counting_unit, s.region_basis, e.scope, year(e.month_start)::integer as year,
        e.month_start, last_day(e.month_start) as month_end, k.complaint_count, k.opening_vintage_code, k.closing_vintage_code,
        case when k.closing_vintage_code is not null then null
            when i.interval_start is not null
                then 'known only as a part of ' || i.interval_start || ' to ' || i.interval_end
            else 'no vintage covers it' end as reason
    from expected as e
    join star.dim_source as s using (source_code)
    left join known as k using (source_code, scope, month_start)
    left join interval_over as i on i.source_code = e.source_code and i.scope = e.scope
        and e.month_start between i.interval_start and i.interval_end
)
select * from placed
