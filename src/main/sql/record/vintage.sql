-- one row per vintage: the line that the record digest is hashed over
with fields as (
    select [v.vintage_code, d.sha256, v.period_start::varchar, v.period_end::varchar, v.extraction_date::varchar,
            v.published_date::varchar, v.last_confirmed_date::varchar, v.is_current::varchar, v.published_from::varchar,
            v.published_to::varchar, v.complaint_count::varchar, v.received_count::varchar, v.resolved_count::varchar,
            v.fact_count::varchar] as fields
    from star.dim_vintage as v
    join star.dim_delivery as d using (delivery_key)
),
lines as (
    select array_to_string(list_transform(fields,
        lambda field: coalesce('"' || replace(field, '"', '""') || '"', '')), ',') as line
    from fields
)
select * from lines
