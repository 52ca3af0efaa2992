-- one row per year of the arrival, grain, measure and key within its fiscal districts (regions where there are none): its count and that of the latest accepted vintage of the same period
with slice as (
    select v.delivery_key, v.scope, v.year, v.period_end, d.source_code
    from vintage_total as v
    join delivery as d using (delivery_key)
    where d.state = 'arrival'
),
whole as (
    select distinct on (s.scope, s.year) s.scope, s.year, v.delivery_key
    from slice as s
    join delivery as d on d.source_code = s.source_code and d.state = 'accepted'
    join vintage_total as v on v.delivery_key = d.delivery_key and v.scope = s.scope and v.year = s.year
        and v.period_end = s.period_end
    order by s.scope, s.year, v.extraction_date desc, v.published_date desc, v.delivery_key
),
compared as (
    select scope, year, delivery_key, 'slice' as side from slice
    union all
    select scope, year, delivery_key, 'whole' from whole
),
counts as (
    select c.scope, c.year, c.side, coalesce(fd.code, fd.label, rg.code, rg.label, 'unknown') as district,
        coalesce(a.label, '') as article,
        concat_ws(' > ', l1.label, l2.label, l3.label, l4.label) as hierarchy,
        concat_ws(' > ', ot.label, sj.label, y.label, ct.label, su.label) as case_type,
        sum(o.complaint_count)::bigint as complaint_count, sum(o.received_count)::bigint as received_count,
        sum(o.resolved_count)::bigint as resolved_count
    from compared as c
    join combination as k on k.delivery_key = c.delivery_key and k.scope = c.scope and k.year = c.year
    join observation as o on o.delivery_key = k.delivery_key and o.combination_id = k.combination_id
    left join label as fd
        on fd.delivery_key = k.delivery_key and fd.dimension = 'fiscal_district' and fd.label_id = k.fiscal_district_id
    left join label as rg on rg.delivery_key = k.delivery_key and rg.dimension = 'region' and rg.label_id = k.region_id
    left join label as a on a.delivery_key = k.delivery_key and a.dimension = 'article' and a.label_id = k.article_id
    left join label as l1 on l1.delivery_key = k.delivery_key and l1.dimension = 'level_1' and l1.label_id = k.level_1_id
    left join label as l2 on l2.delivery_key = k.delivery_key and l2.dimension = 'level_2' and l2.label_id = k.level_2_id
    left join label as l3 on l3.delivery_key = k.delivery_key and l3.dimension = 'level_3' and l3.label_id = k.level_3_id
    left join label as l4 on l4.delivery_key = k.delivery_key and l4.dimension = 'level_4' and l4.label_id = k.level_4_id
    left join label as ot
        on ot.delivery_key = k.delivery_key and ot.dimension = 'office_type' and ot.label_id = k.office_type_id
    left join label as sj on sj.delivery_key = k.delivery_key and sj.dimension = 'subject' and sj.label_id = k.subject_id
    left join label as y on y.delivery_key = k.delivery_key and y.dimension = 'specialty' and y.label_id = k.specialty_id
    left join label as ct on ct.delivery_key = k.delivery_key and ct.dimension = 'case_type' and ct.label_id = k.case_type_id
    left join label as su
        on su.delivery_key = k.delivery_key and su.dimension = 'specialised_unit' and su.label_id = k.specialised_unit_id
    group by all
),
covered as (
    select c.*
    from counts as c
    where exists (select 1 from counts as s
        where s.side = 'slice' and s.scope = c.scope and s.year = c.year and s.district = c.district)
),
keyed as (
    select scope, year, side, 'district' as grain, district as key, complaint_count as figure
    from covered
    where complaint_count is not null
    union all
    select scope, year, side, 'article', district || ' / ' || article, complaint_count
    from covered
    where complaint_count is not null
    union all
    select scope, year, side, 'offence', district || ' / ' || article || ' / ' || hierarchy, complaint_count
    from covered
    where complaint_count is not null
    union all
    select scope, year, side, 'district', district || ' / received_count', received_count
    from covered
    where received_count is not null
    union all
    select scope, year, side, 'district', district || ' / resolved_count', resolved_count
    from covered
    where resolved_count is not null
    union all
    select scope, year, side, 'case_type', district || ' / ' || case_type || ' / received_count', received_count
    from covered
    where received_count is not null
    union all
    select scope, year, side, 'case_type', district || ' / ' || case_type || ' / resolved_count', resolved_count
    from covered
    where resolved_count is not null
),
sides as (
    select k.scope, k.year, k.grain, k.key,
        coalesce(sum(k.figure) filter (side = 'slice'), 0)::bigint as slice_count,
        coalesce(sum(k.figure) filter (side = 'whole'), 0)::bigint as whole_count,
        exists (select 1 from whole as w where w.scope = k.scope and w.year = k.year) as has_whole
    from keyed as k
    group by all
)
select * from sides order by scope, year, grain, key
