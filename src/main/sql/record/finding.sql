-- one row per delivery and kind of finding: the line that the record digest is hashed over
with places as (
    select f.source_code, d.sha256, k.severity, k.code, k.sheet_name, k.raw_text, k.is_rejection, count(*) as finding_count,
        sha256(string_agg(concat_ws(' ', f.row_number, f.cell), ',' order by f.row_number, f.cell)) as places_digest
    from star.fact_finding as f
    join star.dim_finding_kind as k on k.delivery_key is not distinct from f.delivery_key and k.kind_id = f.kind_id
    left join star.dim_delivery as d on d.delivery_key = f.delivery_key
    group by all
),
fields as (
    select [source_code, sha256, severity, code, sheet_name, raw_text, is_rejection::varchar, finding_count::varchar, places_digest] as fields
    from places
),
lines as (
    select array_to_string(list_transform(fields,
        lambda field: coalesce('"' || replace(field, '"', '""') || '"', '')), ',') as line
    from fields
)
select * from lines
