-- one row per vintage that one delivery states: its dates, totals (null for measures that the source has not) and, once hashed, its figures fingerprint
with keyed as (
    select year, scope, count(*) as key_count from fingerprint_line group by all
),
counted as (
    select c.year, c.scope, min(p.period_start) as period_start, max(p.period_end) as period_end,
        sum(t.complaint_count)::bigint as complaint_count, sum(t.received_count)::bigint as received_count,
        sum(t.resolved_count)::bigint as resolved_count, sum(t.fact_count)::bigint as fact_count
    from combination as c
    join combination_total as t using (combination_id)
    join period as p using (period_id)
    group by all
),
stated as (
    select p.code as scope, s.*
    from statement as s
    join scope as p on p.code is not null
    union all
    select c.scope, s.*
    from statement as s
    join counted as c using (year)
    join scope as p on p.code is null
),
measured as (
    select bool_or(measure = 'complaint_count') as has_complaints, bool_or(measure = 'received_count') as has_received,
        bool_or(measure = 'resolved_count') as has_resolved
    from control_total
),
totals as (
    -- A scope whose periods stand alone reaches as far as its own figures do.
    select s.* replace (coalesce(c.period_start, s.period_start) as period_start,
            coalesce(c.period_end, s.period_end) as period_end),
        case when m.has_complaints then coalesce(c.complaint_count, 0) end as complaint_count,
        case when m.has_received then coalesce(c.received_count, 0) end as received_count,
        case when m.has_resolved then coalesce(c.resolved_count, 0) end as resolved_count,
        coalesce(c.fact_count, 0) as fact_count, coalesce(k.key_count, 0) as key_count, ''::varchar as fingerprint
    from stated as s
    cross join measured as m
    left join counted as c on c.year = s.year and c.scope is not distinct from s.scope
    left join keyed as k on k.year = s.year and k.scope is not distinct from s.scope
)
select * from totals
