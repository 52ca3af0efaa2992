-- one row per source, dimension and label of the deliveries that is in no code list: in how many cells, and where the first one stands
with unknown as (
    select l.delivery_key, d.source_code, d.file_name, l.dimension, s.codelist, l.label
    from label as l
    join delivery as d using (delivery_key)
    join source_codelist as s on s.source_code = d.source_code and s.dimension = l.dimension
    where l.code is null
),
met as (
    select u.source_code, u.dimension, u.codelist, u.label, concat_ws('!', u.file_name, nullif(f.sheet_name, ''), nullif(f.cell, '')) as example,
        row_number() over (partition by u.source_code, u.dimension, u.label order by f.delivery_key, f.finding_id) as position
    from unknown as u
    join finding as f on f.delivery_key = u.delivery_key and f.code = 'LABEL_UNMAPPED' and trim(f.raw_text) = trim(u.label)
),
summed as (
    select source_code, dimension, codelist, label, count(*) as cell_count, min_by(example, position) as example
    from met
    group by all
)
select * from summed order by cell_count desc, source_code, dimension, label
