-- one row per vintage of complaints and sheet that its facts come from: the line that the record digest is hashed over
with lines as (
    select concat_ws(' ', v.vintage_code, d.sha256, d.file_name, h.sheet_name, s.counts_digest) as line
    from star.sheet_digest as s
    join star.dim_vintage as v using (vintage_key)
    join star.dim_sheet as h using (sheet_key)
    join star.dim_delivery as d on d.delivery_key = h.delivery_key
    where s.relation = 'complaint'
)
select * from lines
