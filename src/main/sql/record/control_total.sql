-- one row per delivery that counts and measure: the line that the record digest is hashed over; others may leave the archive one day
with fields as (
    select [d.sha256, c.measure, c.left_out_count::varchar, c.raw_sum::varchar, c.fact_sum::varchar, c.rejected_sum::varchar,
            c.not_number_count::varchar] as fields
    from star.fact_control_total as c
    join star.dim_delivery as d using (delivery_key)
    where d.state in ('accepted', 'duplicate', 'confirming')
),
lines as (
    select array_to_string(list_transform(fields,
        lambda field: coalesce('"' || replace(field, '"', '""') || '"', '')), ',') as line
    from fields
)
select * from lines
