-- one row per combination of period and labels of one delivery, with its year and its scope, which is null where no code list knows the label that tells it
with placed as (
    select u.*, year(p.period_start)::integer as year, coalesce(s.code, l.code) as scope
    from used_combination as u
    join period as p using (period_id)
    cross join scope as s
    left join label as l on l.dimension = s.dimension
        and l.label_id = case s.dimension when 'region' then u.region_id else u.fiscal_district_id end
)
select * from placed
