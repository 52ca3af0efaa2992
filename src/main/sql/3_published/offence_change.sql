-- One row per source, scope, pair of vintages that follow each other and offence that appears, vanishes or moves to another place in the hierarchy between them.
with ordered as (
    select vintage_key, source_code, scope, vintage_code,
        lead(vintage_key) over in_order as closing_vintage_key, lead(vintage_code) over in_order as closing_vintage_code
    from star.dim_vintage
    where complaint_count is not null
    window in_order as (partition by source_code, scope order by period_end, extraction_date, published_date)
),
stated as (
    select vintage_key, offence_key, sum(complaint_count)::bigint as complaint_count
    from star.fact_complaint
    where offence_key > 0
    group by all
),
sides as (
    select o.source_code, o.scope, o.vintage_code as opening_vintage_code, o.closing_vintage_code, s.offence_key,
        s.complaint_count as opening_count, 0 as closing_count, true as is_opening
    from ordered as o
    join stated as s using (vintage_key)
    where o.closing_vintage_key is not null
    union all
    select o.source_code, o.scope, o.vintage_code, o.closing_vintage_code, s.offence_key, 0, s.complaint_count, false
    from ordered as o
    join stated as s on s.vintage_key = o.closing_vintage_key
),
compared as (
    select source_code, scope, opening_vintage_code, closing_vintage_code, offence_key,
        sum(opening_count)::bigint as opening_count, sum(closing_count)::bigint as closing_count,
        any_value(is_opening) as is_opening
    from sides
    group by all
    having count(*) = 1
),
named as (
    select c.*, o.level_1_name as generic, o.level_2_name as subgeneric, o.level_3_name, o.level_4_name, o.article, o.offence_name
    from compared as c
    join star.dim_offence as o using (offence_key)
),
-- The same name at another place of the hierarchy or under another article has moved; where the name stands twice nothing is paired.
paired as (
    select v.source_code, v.scope, v.opening_vintage_code, v.closing_vintage_code, v.offence_key, a.offence_key as moved_to_key
    from named as v
    join named as a on a.source_code = v.source_code and a.scope = v.scope and a.closing_vintage_code = v.closing_vintage_code
        and a.offence_name = v.offence_name
    where v.is_opening and not a.is_opening
    qualify count(*) over (partition by v.closing_vintage_code, v.offence_key) = 1
        and count(*) over (partition by v.closing_vintage_code, a.offence_key) = 1
),
told as (
    select n.source_code, n.scope, n.opening_vintage_code, n.closing_vintage_code,
        case when n.is_opening then 'vanished' else 'appeared' end as offence_change_kind, n.generic, n.subgeneric, n.level_3_name, n.level_4_name,
        n.article, n.offence_name, null::varchar as earlier_generic, null::varchar as earlier_subgeneric, null::varchar as earlier_article, n.opening_count, n.closing_count
    from named as n
    where not exists (from paired as p where p.closing_vintage_code = n.closing_vintage_code
        and n.offence_key in (p.offence_key, p.moved_to_key))
    union all
    select n.source_code, n.scope, n.opening_vintage_code, n.closing_vintage_code, 'moved', n.generic, n.subgeneric, n.level_3_name,
        n.level_4_name, n.article, n.offence_name, e.generic, e.subgeneric, e.article, e.opening_count, n.closing_count
    from paired as p
    join named as n on n.offence_key = p.moved_to_key and n.closing_vintage_code = p.closing_vintage_code
    join named as e on e.offence_key = p.offence_key and e.closing_vintage_code = p.closing_vintage_code
),
described as (
    select t.source_code, s.country_code, s.counting_unit, s.region_basis, t.* exclude (source_code)
    from told as t
    join star.dim_source as s using (source_code)
)
select * from described
