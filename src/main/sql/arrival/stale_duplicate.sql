-- one row per duplicate that says something no accepted neighbour says any more
with placed as (
    select v.*, d.source_code, d.state,
        v.fingerprint is distinct from lag(v.fingerprint) over in_order as opens_run
    from vintage_total as v
    join delivery as d using (delivery_key)
    where d.state in ('accepted', 'duplicate') and v.published_date is not null
    window in_order as (partition by d.source_code, v.scope, v.year
        order by v.period_end, v.extraction_date, v.published_date, v.delivery_key)
),
runs as (
    select *, sum(opens_run::integer) over (partition by source_code, scope, year
        order by period_end, extraction_date, published_date, delivery_key) as run_number
    from placed
),
alone as (
    select source_code, scope, year, run_number
    from runs
    group by all
    having count(*) filter (state = 'accepted') = 0
),
undated as (
    select v.delivery_key
    from vintage_total as v
    join delivery as d using (delivery_key)
    where d.state = 'duplicate' and v.published_date is null and not exists (
        select 1
        from vintage_total as w
        join delivery as e on e.delivery_key = w.delivery_key and e.state = 'accepted'
        where e.source_code = d.source_code and w.scope = v.scope and w.year = v.year and w.fingerprint = v.fingerprint)
),
stale as (
    select delivery_key from runs join alone using (source_code, scope, year, run_number)
    union
    select delivery_key from undated
)
select * from stale
