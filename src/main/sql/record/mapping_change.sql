-- one row per release, vintage, member and measure whose sum another mapping changed: the line that the record digest is hashed over
with fields as (
    select [source_code, vintage_code, dimension, member_code, measure, before_count::varchar, after_count::varchar] as fields
    from star.fact_mapping_change
),
lines as (
    select array_to_string(list_transform(fields,
        lambda field: coalesce('"' || replace(field, '"', '""') || '"', '')), ',') as line
    from fields
)
select * from lines
