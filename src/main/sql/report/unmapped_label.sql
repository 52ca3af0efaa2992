-- one row per source, dimension and label of the deliveries that is in no code list: in how many cells, and where the first one stands
with unknown as (
    select l.delivery_key, d.source_code, d.file_name, l.dimension, s.codelist, l.label
    from label as l
    join delivery as d using (delivery_key)
    join source_codelist as s on s.source_code = d.source_code and s.dimension = l.dimension
    where l.code is null
),
counted as (
    select delivery_key, kind_id, count(*) as cell_count, min(finding_id) as first_id, min_by(cell, finding_id) as cell
    from finding
    group by all
),
met as (
    select u.source_code, u.dimension, u.codelist, u.label, c.cell_count, concat_ws('!', u.file_name, nullif(k.sheet_name, ''), nullif(c.cell, '')) as example,
        row_number() over (partition by u.source_code, u.dimension, u.label order by c.delivery_key, c.first_id) as position
    from unknown as u
    join finding_kind as k on k.delivery_key = u.delivery_key and k.code = 'LABEL_UNMAPPED' and trim(k.raw_text) = trim(u.label)
    join counted as c on c.delivery_key = k.delivery_key and c.kind_id = k.kind_id
),
summed as (
    select source_code, dimension, codelist, label, sum(cell_count)::bigint as cell_count, min_by(example, position) as example
    from met
    group by all
)
select * from summed order by cell_count desc, source_code, dimension, label
