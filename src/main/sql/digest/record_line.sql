-- one row per fact: its line in the record that the record digest is hashed over
with lines as (
    select concat_ws(' ', v.vintage_code, d.sha256, d.file_name, f.sheet_name, f.row_number, f.column_index,
        f.complaint_count) as line
    from star.fact_complaint as f
    join star.dim_vintage as v using (vintage_key)
    join star.dim_delivery as d on d.delivery_key = f.delivery_key
)
select * from lines
