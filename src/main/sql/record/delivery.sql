-- one row per delivery: the line that the record digest is hashed over
with fields as (
    select [sha256, file_name, source_code, state] as fields from star.dim_delivery
),
lines as (
    select array_to_string(list_transform(fields,
        lambda field: coalesce('"' || replace(field, '"', '""') || '"', '')), ',') as line
    from fields
)
select * from lines
