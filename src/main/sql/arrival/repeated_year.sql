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
    where d.state in ('accepted', 'duplicate', 'arrival') and v.published_date is not null
    window in_order as (partition by d.source_code, v.scope, v.year
        order by v.period_end, v.extraction_date, v.published_date, v.delivery_key)
),
contested as (
    -- Where two say different things with the same dates, to repeat one of them is to take sides.
    select a.scope, a.year
    from arriving as a
    join delivery as d on d.source_code = a.source_code and d.state in ('accepted', 'duplicate')
    join vintage_total as v on v.delivery_key = d.delivery_key and v.scope = a.scope and v.year = a.year
        and v.period_end = a.period_end and v.extraction_date = a.extraction_date
        and v.published_date = a.published_date and v.fingerprint <> a.fingerprint
),
undated as (
    -- Without a date there is no place in the order: any vintage with the same figures will do.
    select a.scope, a.year
    from arriving as a
    where a.published_date is null and exists (
        select 1
        from vintage_total as v
        join delivery as d on d.delivery_key = v.delivery_key and d.state = 'accepted'
        where d.source_code = a.source_code and v.scope = a.scope and v.year = a.year and v.fingerprint = a.fingerprint)
),
repeated as (
    select scope, year from ordered where state = 'arrival' and fingerprint in (before, after)
    union
    select scope, year from undated
),
years as (
    select a.scope, a.year, r.year is not null and c.year is null as is_repeated
    from arriving as a
    left join repeated as r using (scope, year)
    left join (select distinct scope, year from contested) as c using (scope, year)
)
select * from years
