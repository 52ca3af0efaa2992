-- one row where the arrival states no vintage at all
with nothing as (
    select 'GUARD_NO_VINTAGE' as reason_code, '' as argument_1, '' as argument_2, '' as argument_3, '' as argument_4
    from delivery as d
    where d.state = 'arrival' and not exists (select 1 from vintage_total as v where v.delivery_key = d.delivery_key)
)
select * from nothing
