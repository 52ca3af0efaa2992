-- one row per severity, code and fiscal district (region where a source has none) of the findings of the deliveries; without a place what names none
with met as (
    select f.delivery_key, f.kind_id, s.sheet_id, f.row_number, f.about
    from finding as f
    join finding_kind as k using (delivery_key, kind_id)
    left join sheet as s on s.delivery_key = k.delivery_key and s.sheet_name = k.sheet_name
),
placed as (
    select o.delivery_key, o.sheet_id, o.row_number, min(o.combination_id) as combination_id
    from observation as o
    semi join met as m on m.delivery_key = o.delivery_key and m.sheet_id = o.sheet_id and m.row_number = o.row_number
    group by all
),
counted as (
    -- A row that was rejected is no observation; the finding itself tells what the row is about, its place first.
    select m.delivery_key, m.kind_id, o.combination_id,
        case when o.combination_id is null then split_part(m.about, ' · ', 1) end as subject, count(*) as finding_count
    from met as m
    left join placed as o on o.delivery_key = m.delivery_key and o.sheet_id = m.sheet_id and o.row_number = m.row_number
    group by all
),
subjects as (
    select delivery_key, label as subject, min(dimension) as dimension, min_by(code, dimension) as code
    from label
    where dimension in ('fiscal_district', 'region')
    group by all
),
labelled as (
    select f.severity, f.code, c.finding_count, coalesce(fd.dimension, rg.dimension, sb.dimension) as dimension,
        coalesce(fd.code, rg.code, sb.code) as place_code, coalesce(fd.label, rg.label, sb.subject) as label, d.source_code
    from counted as c
    join finding_kind as f using (delivery_key, kind_id)
    join delivery as d using (delivery_key)
    left join combination as k on k.delivery_key = c.delivery_key and k.combination_id = c.combination_id
    left join label as fd
        on fd.delivery_key = k.delivery_key and fd.dimension = 'fiscal_district' and fd.label_id = k.fiscal_district_id
    left join label as rg on rg.delivery_key = k.delivery_key and rg.dimension = 'region' and rg.label_id = k.region_id
    left join subjects as sb on sb.delivery_key = c.delivery_key and sb.subject = c.subject
),
names as (
    select dimension, codelist, code, min(name) as name from code group by all
),
summed as (
    select l.severity, l.code, l.place_code, coalesce(c.name, l.label) as place_name, sum(l.finding_count)::bigint as finding_count
    from labelled as l
    left join source_codelist as n on n.source_code = l.source_code and n.dimension = l.dimension
    left join names as c on c.dimension = l.dimension and c.codelist = n.codelist and c.code = l.place_code
    group by all
)
select *, count(*) over () as row_count from summed
order by finding_count desc, severity, code, place_name nulls last, place_code nulls last
