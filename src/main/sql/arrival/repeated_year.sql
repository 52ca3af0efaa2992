-- one row per vintage of the arrival: whether it says the same as its neighbour among what we have
with arriving as (
    select v.*, d.source_code
    from vintage_total as v
    join delivery as d using (delivery_key)
    where d.state = 'arrival'
),
ordered as (
    select v.*, d.source_code, d.state, lag(v.fingerprint) over in_order as before, lead(v.fingerprint) over in_order as after
    from vintage_total as v
    join delivery as d using (delivery_key)
    where d.state in ('accepted', 'arrival') and v.published_date is not null
    window in_order as (partition by d.source_code, v.scope, v.year
        order by v.period_end, v.extraction_date, v.published_date, v.delivery_key)
),
undated as (
    -- Without a date there is no place in the order: any vintage with the same figures will do.
    select a.year, true as is_repeated
    from arriving as a
    where a.published_date is null and exists (
        select 1
        from vintage_total as v
        join delivery as d on d.delivery_key = v.delivery_key and d.state = 'accepted'
        where d.source_code = a.source_code and v.scope = a.scope and v.year = a.year and v.fingerprint = a.fingerprint)
),
repeated as (
    select year, true as is_repeated from ordered where state = 'arrival' and fingerprint in (before, after)
    union all
    select * from undated
),
years as (
    select a.year, coalesce(r.is_repeated, false) as is_repeated
    from arriving as a
    left join repeated as r using (year)
)
select * from years
