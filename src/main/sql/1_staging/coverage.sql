-- one row per year, dimension and code that one delivery's observations carry
with used as (
    select distinct year(p.period_start) as year, 'fiscal_district' as dimension, o.fiscal_district_id as label_id
    from observation as o
    join period as p using (period_id)
    union
    select distinct year(p.period_start), 'region', o.region_id
    from observation as o
    join period as p using (period_id)
),
coded as (
    select distinct u.year, u.dimension, l.code
    from used as u
    join label as l using (dimension, label_id)
    where l.code is not null
)
select * from coded
