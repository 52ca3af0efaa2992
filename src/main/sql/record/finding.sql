-- one row per finding: the line that the record digest is hashed over
with fields as (
    select [f.source_code, d.sha256, f.severity, f.code, f.sheet_name, f.row_number::varchar, f.cell, f.raw_text,
            f.is_rejection::varchar] as fields
    from star.fact_finding as f
    left join star.dim_delivery as d using (delivery_key)
),
lines as (
    select array_to_string(list_transform(fields,
        lambda field: coalesce('"' || replace(field, '"', '""') || '"', '')), ',') as line
    from fields
)
select * from lines
