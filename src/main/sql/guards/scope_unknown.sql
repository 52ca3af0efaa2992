-- one row where observations of the arrival belong to no scope, with the labels that should tell it
with unscoped as (
    select distinct l.codelist, coalesce(b.label, '') as label
    from combination as c
    join delivery as d using (delivery_key)
    join source as s using (source_code)
    join source_codelist as l on l.source_code = s.source_code and l.dimension = s.scope_dimension
    left join label as b on b.delivery_key = c.delivery_key and b.dimension = s.scope_dimension
        and b.label_id = case s.scope_dimension when 'region' then c.region_id else c.fiscal_district_id end
    where d.state = 'arrival' and c.scope is null
),
told as (
    select 'GUARD_SCOPE_UNKNOWN' as reason_code, string_agg('"' || label || '"', ', ' order by label) as argument_1,
        codelist as argument_2, '' as argument_3, '' as argument_4
    from unscoped
    group by all
)
select * from told
