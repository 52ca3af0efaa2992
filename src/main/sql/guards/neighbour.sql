-- one row per relative guard that fails between the arrival and the vintage before or after it, unless a decision has settled the pair
with ordered as (
    select v.*, d.source_code, d.state, d.known_since, d.accepted_in,
        lag(v.delivery_key) over in_order as earlier_key
    from vintage_total as v
    join delivery as d using (delivery_key)
    where d.state in ('accepted', 'duplicate', 'arrival') and v.published_date is not null
    window in_order as (partition by d.source_code, v.scope, v.year
        order by v.period_end, v.extraction_date, v.published_date, v.delivery_key)
),
pairs as (
    select later.source_code, later.key_count as later_keys, earlier.key_count as earlier_keys,
        later.period_end = earlier.period_end as same_period,
        concat_ws(' ', nullif(later.scope, 'all'), later.year) as vintage,
        unnest([{'measure': '', 'later_count': later.complaint_count, 'earlier_count': earlier.complaint_count},
            {'measure': ' received_count', 'later_count': later.received_count, 'earlier_count': earlier.received_count},
            {'measure': ' resolved_count', 'later_count': later.resolved_count, 'earlier_count': earlier.resolved_count}],
            recursive := true)
    from ordered as later
    join ordered as earlier on earlier.delivery_key = later.earlier_key and earlier.scope = later.scope
        and earlier.year = later.year
    where 'arrival' in (later.state, earlier.state)
        and not coalesce(later.accepted_in > earlier.known_since, false)
        and not coalesce(earlier.accepted_in > later.known_since, false)
),
judged as (
    select p.*, t.*
    from pairs as p
    join threshold as t using (source_code)
),
failing as (
    select 'GUARD_TOTAL_FELL' as reason_code, vintage || measure as argument_1, earlier_count::varchar as argument_2,
        later_count::varchar as argument_3, '' as argument_4
    from judged
    where later_count < later_total_at_least * earlier_count
    union all
    select 'GUARD_TOTAL_CHANGED', vintage || measure, earlier_count::varchar, later_count::varchar, ''
    from judged
    where same_period and later_count > (1 + same_period_total_within) * earlier_count
    union all
    select distinct 'GUARD_KEYS_CHANGED', vintage, earlier_keys::varchar, later_keys::varchar, ''
    from judged
    where same_period and abs(later_keys - earlier_keys) > same_period_keys_within * earlier_keys
)
select * from failing order by reason_code, argument_1
