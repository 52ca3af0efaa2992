-- one row per year, dimension and code that one delivery's observations carry
with used as (
    select distinct period_id, 'fiscal_district' as dimension, fiscal_district_id as label_id from combination
    union all
    select distinct period_id, 'region', region_id from combination
),
coded as (
    select distinct year(p.period_start) as year, u.dimension, l.code
    from used as u
    join period as p using (period_id)
    join label as l using (dimension, label_id)
    where l.code is not null
)
select * from coded
