-- one row per year, dimension and code that one delivery's observations carry
with used as (
    select distinct year, 'fiscal_district' as dimension, fiscal_district_id as label_id from combination
    union all
    select distinct year, 'region', region_id from combination
),
coded as (
    select distinct u.year, u.dimension, l.code
    from used as u
    join label as l using (dimension, label_id)
    where l.code is not null
)
select * from coded
