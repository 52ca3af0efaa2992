-- one row per combination of the staging that "staged" stands for, with its labels and codes as texts
with described as (
    select c.delivery_key, c.combination_id, c.year, c.scope, p.period_start, p.period_end,
        fd.label as fiscal_district_label, fd.code as fiscal_district_code, rg.label as region_label, rg.code as region_code,
        l1.label as level_1_label, l1.code as level_1_code, l2.label as level_2_label, l2.code as level_2_code,
        l3.label as level_3_label, l3.code as level_3_code, l4.label as level_4_label, l4.code as level_4_code,
        a.label as article_label, a.code as article_code, y.label as specialty_label, y.code as specialty_code,
        ct.label as case_type_label, ct.code as case_type_code, ot.label as office_type_label, ot.code as office_type_code,
        sj.label as subject_label, sj.code as subject_code, su.label as specialised_unit_label, su.code as specialised_unit_code
    from staged.combination as c
    join staged.period as p on p.delivery_key = c.delivery_key and p.period_id = c.period_id
    left join staged.label as fd
        on fd.delivery_key = c.delivery_key and fd.dimension = 'fiscal_district' and fd.label_id = c.fiscal_district_id
    left join staged.label as rg
        on rg.delivery_key = c.delivery_key and rg.dimension = 'region' and rg.label_id = c.region_id
    left join staged.label as l1
        on l1.delivery_key = c.delivery_key and l1.dimension = 'level_1' and l1.label_id = c.level_1_id
    left join staged.label as l2
        on l2.delivery_key = c.delivery_key and l2.dimension = 'level_2' and l2.label_id = c.level_2_id
    left join staged.label as l3
        on l3.delivery_key = c.delivery_key and l3.dimension = 'level_3' and l3.label_id = c.level_3_id
    left join staged.label as l4
        on l4.delivery_key = c.delivery_key and l4.dimension = 'level_4' and l4.label_id = c.level_4_id
    left join staged.label as a
        on a.delivery_key = c.delivery_key and a.dimension = 'article' and a.label_id = c.article_id
    left join staged.label as y
        on y.delivery_key = c.delivery_key and y.dimension = 'specialty' and y.label_id = c.specialty_id
    left join staged.label as ct
        on ct.delivery_key = c.delivery_key and ct.dimension = 'case_type' and ct.label_id = c.case_type_id
    left join staged.label as ot
        on ot.delivery_key = c.delivery_key and ot.dimension = 'office_type' and ot.label_id = c.office_type_id
    left join staged.label as sj
        on sj.delivery_key = c.delivery_key and sj.dimension = 'subject' and sj.label_id = c.subject_id
    left join staged.label as su
        on su.delivery_key = c.delivery_key and su.dimension = 'specialised_unit' and su.label_id = c.specialised_unit_id
)
select * from described
