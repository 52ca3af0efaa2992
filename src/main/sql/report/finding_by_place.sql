-- one row per severity, code and fiscal district (region where a source has none) of the findings of the deliveries; without a place what names none
with place_kind as (
    -- Kinds that are about the place itself.
    select distinct k.delivery_key, k.kind_id
    from finding_kind as k
    join sheet as s using (delivery_key, sheet_name)
    join sheet_column as c on c.delivery_key = k.delivery_key and c.sheet_id = s.sheet_id and c.header = k.column_header
    where c.name in ('fiscal_district', 'region')
),
met as (
    -- The others tell what their row is about, its place first; so does a row that was rejected and is no observation.
    select f.delivery_key, f.kind_id, s.sheet_id, f.row_number,
        case when p.kind_id is null then split_part(f.about, ' · ', 1) else trim(k.raw_text) end as subject
    from finding as f
    join finding_kind as k using (delivery_key, kind_id)
    left join place_kind as p on p.delivery_key = f.delivery_key and p.kind_id = f.kind_id
    left join sheet as s on s.delivery_key = k.delivery_key and s.sheet_name = k.sheet_name
),
subjects as (
    select delivery_key, label as subject, min(dimension) as dimension, min_by(code, dimension) as code
    from label
    where dimension in ('fiscal_district', 'region')
    group by all
),
told as (
    select m.delivery_key, m.kind_id, s.dimension, s.code, m.subject as label, count(*) as finding_count
    from met as m
    join subjects as s using (delivery_key, subject)
    group by all
),
untold as (
    select m.* from met as m anti join subjects as s using (delivery_key, subject)
),
placed as (
    select o.delivery_key, o.sheet_id, o.row_number, min(o.combination_id) as combination_id
    from observation as o
    semi join untold as u on u.delivery_key = o.delivery_key and u.sheet_id = o.sheet_id and u.row_number = o.row_number
    group by all
),
looked_up as (
    select u.delivery_key, u.kind_id, coalesce(fd.dimension, rg.dimension) as dimension, coalesce(fd.code, rg.code) as code,
        coalesce(fd.label, rg.label) as label, count(*) as finding_count
    from untold as u
    left join placed as o on o.delivery_key = u.delivery_key and o.sheet_id = u.sheet_id and o.row_number = u.row_number
    left join combination as k on k.delivery_key = o.delivery_key and k.combination_id = o.combination_id
    left join label as fd
        on fd.delivery_key = k.delivery_key and fd.dimension = 'fiscal_district' and fd.label_id = k.fiscal_district_id
    left join label as rg on rg.delivery_key = k.delivery_key and rg.dimension = 'region' and rg.label_id = k.region_id
    group by all
),
names as (
    select dimension, codelist, code, min(name) as name from code group by all
),
summed as (
    select k.severity, k.code, l.code as place_code, coalesce(c.name, l.label) as place_name,
        sum(l.finding_count)::bigint as finding_count
    from (from told union all from looked_up) as l
    join finding_kind as k using (delivery_key, kind_id)
    join delivery as d using (delivery_key)
    left join source_codelist as n on n.source_code = d.source_code and n.dimension = l.dimension
    left join names as c on c.dimension = l.dimension and c.codelist = n.codelist and c.code = l.code
    group by all
)
select *, count(*) over () as row_count from summed
order by finding_count desc, severity, code, place_name nulls last, place_code nulls last
