-- one row per vintage of a delivery and vintage that it is compared with: the one before it of its year, or one of the year before
with known as (
    select v.*, d.source_code, d.state in ('accepted', 'arrival') as counts,
        strftime(v.period_start, '%m-%d') || strftime(v.period_end, '%m-%d') as interval_of_year
    from vintage_total as v
    join delivery as d using (delivery_key)
    where v.scope is not null and v.published_date is not null
),
before as (
    select v.delivery_key, 'preceding' as kind, p.delivery_key as preceding_key, v.scope, p.year, v.year as next_year
    from known as v
    join known as p on p.source_code = v.source_code and p.scope = v.scope and p.year = v.year
        and p.counts and p.delivery_key <> v.delivery_key and p.fingerprint <> v.fingerprint -- a repetition precedes nothing
        and (p.period_end, p.extraction_date, p.published_date, p.delivery_key)
            < (v.period_end, v.extraction_date, v.published_date, v.delivery_key)
    qualify row_number() over (partition by v.delivery_key, v.scope, v.year
        order by p.period_end desc, p.extraction_date desc, p.published_date desc, p.delivery_key desc) = 1
),
year_before as (
    -- The nearest year before; of its vintages one over the same part of the year where there is one, and rather the delivery's own.
    select v.delivery_key, 'year_before' as kind, p.delivery_key as preceding_key, v.scope, p.year, v.year as next_year
    from known as v
    join known as p on p.source_code = v.source_code and p.scope = v.scope and p.year < v.year
        and (p.counts or p.delivery_key = v.delivery_key)
    qualify row_number() over (partition by v.delivery_key, v.scope, v.year
        order by p.year desc, p.interval_of_year = v.interval_of_year desc, p.delivery_key = v.delivery_key desc,
            p.period_end desc, p.extraction_date desc, p.published_date desc, p.delivery_key desc) = 1
),
compared as (
    from before
    union all
    from year_before
)
select * from compared order by all
