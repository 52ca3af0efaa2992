-- one row per year and natural key of one delivery: the text over which its figures fingerprint is hashed
with summed as (
    select period_id, fiscal_district_id, region_id, level_1_id, level_2_id, level_3_id, level_4_id, article_id,
        specialty_id, case_type_id, sum(complaint_count)::bigint as complaint_count
    from combination
    join combination_total using (combination_id)
    group by all
),
labelled as (
    select p.period_start, p.period_end,
        coalesce(d.label, s.fiscal_district_id::varchar) as fiscal_district,
        coalesce(r.label, s.region_id::varchar) as region,
        coalesce(l1.label, s.level_1_id::varchar) as level_1,
        coalesce(l2.label, s.level_2_id::varchar) as level_2,
        coalesce(l3.label, s.level_3_id::varchar) as level_3,
        coalesce(l4.label, s.level_4_id::varchar) as level_4,
        coalesce(a.label, s.article_id::varchar) as article,
        coalesce(y.label, s.specialty_id::varchar) as specialty,
        coalesce(c.label, s.case_type_id::varchar) as case_type,
        s.complaint_count
    from summed as s
    join period as p using (period_id)
    left join label as d on d.dimension = 'fiscal_district' and d.label_id = s.fiscal_district_id
    left join label as r on r.dimension = 'region' and r.label_id = s.region_id
    left join label as l1 on l1.dimension = 'level_1' and l1.label_id = s.level_1_id
    left join label as l2 on l2.dimension = 'level_2' and l2.label_id = s.level_2_id
    left join label as l3 on l3.dimension = 'level_3' and l3.label_id = s.level_3_id
    left join label as l4 on l4.dimension = 'level_4' and l4.label_id = s.level_4_id
    left join label as a on a.dimension = 'article' and a.label_id = s.article_id
    left join label as y on y.dimension = 'specialty' and y.label_id = s.specialty_id
    left join label as c on c.dimension = 'case_type' and c.label_id = s.case_type_id
),
lines as (
    select year(period_start) as year,
        array_to_string(list_transform(
            [period_start::varchar, period_end::varchar, fiscal_district, region, level_1, level_2, level_3, level_4,
                article, specialty, case_type, complaint_count::varchar],
            lambda field: '"' || replace(field, '"', '""') || '"'), ',') as line
    from labelled
)
select * from lines
