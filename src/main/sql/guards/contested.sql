-- one row per vintage of the arrival that one in the figures, or one that waits like it, contradicts: the same dates, other figures
with contesting as (
    select distinct on (v.scope, v.year)
        case when e.state = 'contending' then 'GUARD_CONTESTED_BOTH' else 'GUARD_CONTESTED' end as reason_code,
        concat_ws(' ', nullif(v.scope, 'all'), v.year) as argument_1,
        e.sha256[1:8] as argument_2, e.file_name as argument_3, (coalesce(v.complaint_count, v.received_count, v.resolved_count)
            - coalesce(w.complaint_count, w.received_count, w.resolved_count))::varchar as argument_4
    from vintage_total as v
    join delivery as d on d.delivery_key = v.delivery_key and d.state = 'arrival'
    join delivery as e on e.source_code = d.source_code and e.state in ('accepted', 'duplicate', 'contending')
    join vintage_total as w on w.delivery_key = e.delivery_key and w.scope = v.scope and w.year = v.year
        and w.period_end = v.period_end and w.extraction_date = v.extraction_date
        and w.published_date = v.published_date
    where w.fingerprint <> v.fingerprint
    order by v.scope, v.year, e.state, e.delivery_key
)
select * from contesting order by argument_1
