-- one row per staged delivery: the first that says the same about the same vintages of its source
with said as (
    select v.delivery_key, d.source_code, string_agg(concat_ws(' ', coalesce(v.scope, '-'), v.year, v.period_start, v.period_end,
        coalesce(v.extraction_date::varchar, '-'), coalesce(v.published_date::varchar, '-'), v.fingerprint), '|'
        order by v.scope, v.year) as statements
    from vintage_total as v
    join delivery as d using (delivery_key)
    group by all
),
twins as (
    select delivery_key, min(delivery_key) over (partition by source_code, statements) as twin_key from said
)
select * from twins
