-- one row per vintage of the arrival whose dates are out of order: period end, extraction, publication
with disordered as (
    select 'GUARD_DATE_ORDER' as reason_code, concat_ws(' ', nullif(v.scope, 'all'), v.year) as argument_1, v.period_end::varchar as argument_2,
        v.extraction_date::varchar as argument_3, v.published_date::varchar as argument_4
    from vintage_total as v
    join delivery as d using (delivery_key)
    where d.state = 'arrival' and (v.period_end > v.extraction_date or v.extraction_date > v.published_date)
    order by v.scope, v.year
)
select * from disordered
