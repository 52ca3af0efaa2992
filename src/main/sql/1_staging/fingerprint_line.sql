-- one row per year, scope and natural key of one delivery: the text over which its figures fingerprint is hashed
with summed as (
    select year, scope, period_id, fiscal_district_id, region_id, level_1_id, level_2_id, level_3_id, level_4_id, article_id,
        specialty_id, case_type_id, office_type_id, subject_id, specialised_unit_id,
        sum(complaint_count)::bigint as complaint_count, sum(received_count)::bigint as received_count,
        sum(resolved_count)::bigint as resolved_count
    from combination
    join combination_total using (combination_id)
    group by all
),
labelled as (
    select s.year, s.scope, p.period_start, p.period_end,
        coalesce(d.label, s.fiscal_district_id::varchar) as fiscal_district,
        coalesce(r.label, s.region_id::varchar) as region,
        coalesce(l1.label, s.level_1_id::varchar) as level_1,
        coalesce(l2.label, s.level_2_id::varchar) as level_2,
        coalesce(l3.label, s.level_3_id::varchar) as level_3,
        coalesce(l4.label, s.level_4_id::varchar) as level_4,
        coalesce(a.label, s.article_id::varchar) as article,
        coalesce(y.label, s.specialty_id::varchar) as specialty,
        coalesce(c.label, s.case_type_id::varchar) as case_type,
        coalesce(o.label, s.office_type_id::varchar) as office_type,
        coalesce(m.label, s.subject_id::varchar) as subject,
        coalesce(u.label, s.specialised_unit_id::varchar) as specialised_unit,
        s.complaint_count, s.received_count, s.resolved_count
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
    left join label as o on o.dimension = 'office_type' and o.label_id = s.office_type_id
    left join label as m on m.dimension = 'subject' and m.label_id = s.subject_id
    left join label as u on u.dimension = 'specialised_unit' and u.label_id = s.specialised_unit_id
),
fields as (
    select year, scope,
        case when complaint_count is not null
            then [period_start::varchar, period_end::varchar, fiscal_district, region, level_1, level_2, level_3, level_4,
                article, specialty, case_type, complaint_count::varchar]
            else [period_start::varchar, period_end::varchar, fiscal_district, region, office_type, subject, specialty,
                case_type, specialised_unit, coalesce(received_count::varchar, ''), coalesce(resolved_count::varchar, '')]
            end as fields
    from labelled
),
lines as (
    select year, scope,
        array_to_string(list_transform(fields, lambda field: '"' || replace(field, '"', '""') || '"'), ',') as line
    from fields
)
select * from lines
