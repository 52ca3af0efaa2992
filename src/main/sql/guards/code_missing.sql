-- one row per dimension of the arrival and set of codes that should be there and are not, with the years that lack them
with expected as (
    select v.year, g.dimension, c.code, c.name
    from vintage_total as v
    join delivery as d using (delivery_key)
    join complete as g using (source_code)
    join source_codelist as l on l.source_code = d.source_code and l.dimension = g.dimension
    join code as c on c.codelist = l.codelist
        and coalesce(c.valid_from, v.period_start) <= v.period_start
        and coalesce(c.valid_to, v.period_start) >= v.period_start
    where d.state = 'arrival'
),
compared as (
    select e.year, e.dimension, count(distinct e.code) as expected_count,
        count(distinct e.code) filter (p.code is not null) as present_count,
        list(distinct e.name order by e.name) filter (p.code is null) as missing_names
    from expected as e
    left join (select c.* from coverage as c join delivery as d using (delivery_key) where d.state = 'arrival') as p
        on p.year = e.year and p.dimension = e.dimension and p.code = e.code
    group by all
),
missing as (
    select 'GUARD_CODE_MISSING' as reason_code, string_agg(year::varchar, ', ' order by year) as argument_1,
        present_count::varchar as argument_2, expected_count::varchar as argument_3,
        array_to_string(missing_names[1:8], ', ') || case when len(missing_names) > 8 then ' …' else '' end as argument_4
    from compared
    where present_count < expected_count
    group by dimension, present_count, expected_count, missing_names
    order by argument_1
)
select * from missing
