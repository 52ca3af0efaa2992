-- One row per vintage of complaints: how many of them name no offence.
with named as (
    select f.vintage_key, f.offence_key, sum(f.complaint_count) as complaint_count
    from star.fact_complaint as f
    semi join added_vintage using (vintage_key)
    group by all
),
counted as (
    select n.vintage_key, coalesce(sum(n.complaint_count) filter (o.is_unclassified), 0)::bigint as unclassified_count
    from named as n
    join star.dim_offence as o using (offence_key)
    group by all
)
select * from counted
