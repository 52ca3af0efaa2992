-- One row per combination of period and labels of a vintage that is added: what it means, looked up once and not once per fact.
with placed as (
    select c.*, p.period_start, p.period_end, v.vintage_key, d.source_code, d.load_number
    from combination as c
    join period as p on p.delivery_key = c.delivery_key and p.period_id = c.period_id
    join added_vintage as v on v.delivery_key = c.delivery_key and v.scope = c.scope and v.year = c.year
    join delivery as d on d.delivery_key = c.delivery_key
),
listed as (
    select source_code, any_value(codelist) filter (dimension = 'fiscal_district') as district_codelist,
        any_value(codelist) filter (dimension = 'region') as region_codelist
    from source_codelist
    group by all
),
coded as (
    select o.*, n.district_codelist, n.region_codelist, fd.code as fiscal_district_code, rg.code as own_region_code,
        l1.label as level_1_name, l2.label as level_2_name, l3.label as level_3_name, l4.label as level_4_name,
        a.label as article, y.label as specialty, c.label as case_type, ot.label as office_type, sj.label as subject,
        su.label as specialised_unit, sp.label as seat_place_code
    from placed as o
    left join listed as n on n.source_code = o.source_code
    left join label as fd
        on fd.delivery_key = o.delivery_key and fd.dimension = 'fiscal_district' and fd.label_id = o.fiscal_district_id
    left join label as rg
        on rg.delivery_key = o.delivery_key and rg.dimension = 'region' and rg.label_id = o.region_id
    left join label as l1
        on l1.delivery_key = o.delivery_key and l1.dimension = 'level_1' and l1.label_id = o.level_1_id
    left join label as l2
        on l2.delivery_key = o.delivery_key and l2.dimension = 'level_2' and l2.label_id = o.level_2_id
    left join label as l3
        on l3.delivery_key = o.delivery_key and l3.dimension = 'level_3' and l3.label_id = o.level_3_id
    left join label as l4
        on l4.delivery_key = o.delivery_key and l4.dimension = 'level_4' and l4.label_id = o.level_4_id
    left join label as a
        on a.delivery_key = o.delivery_key and a.dimension = 'article' and a.label_id = o.article_id
    left join label as y
        on y.delivery_key = o.delivery_key and y.dimension = 'specialty' and y.label_id = o.specialty_id
    left join label as c
        on c.delivery_key = o.delivery_key and c.dimension = 'case_type' and c.label_id = o.case_type_id
    left join label as ot
        on ot.delivery_key = o.delivery_key and ot.dimension = 'office_type' and ot.label_id = o.office_type_id
    left join label as sj
        on sj.delivery_key = o.delivery_key and sj.dimension = 'subject' and sj.label_id = o.subject_id
    left join label as su
        on su.delivery_key = o.delivery_key and su.dimension = 'specialised_unit' and su.label_id = o.specialised_unit_id
    left join label as sp
        on sp.delivery_key = o.delivery_key and sp.dimension = 'seat_place_code' and sp.label_id = o.seat_place_code_id
),
keyed as (
    select o.delivery_key, o.combination_id, s.source_key, o.vintage_key, o.load_number::integer as load_key, pd.period_key,
        case when o.fiscal_district_id = -1 then -1 else coalesce(f.fiscal_district_key, 0) end as fiscal_district_key,
        coalesce(r.region_key, case when o.region_id = -1 and o.fiscal_district_id = -1 then -1 else 0 end) as region_key,
        coalesce(x.offence_key, 0) as offence_key,
        coalesce(ct.case_type_key, 0) as case_type_key,
        coalesce(sp.seat_place_key, 0) as seat_place_key
    from coded as o
    join star.dim_source as s on s.source_code = o.source_code
    join star.dim_period as pd on pd.period_start = o.period_start and pd.period_end = o.period_end
    left join star.dim_fiscal_district as f
        on f.codelist = o.district_codelist
        and f.fiscal_district_code = o.fiscal_district_code
        and coalesce(f.valid_from, o.period_start) <= o.period_start
        and coalesce(f.valid_to, o.period_start) >= o.period_start
    left join star.dim_region as r
        on r.codelist = o.region_codelist
        and r.region_code = coalesce(o.own_region_code, f.region_code)
        and coalesce(r.valid_from, o.period_start) <= o.period_start
        and coalesce(r.valid_to, o.period_start) >= o.period_start
    left join star.dim_offence as x
        on x.source_code = o.source_code
        and x.level_1_name is not distinct from o.level_1_name
        and x.level_2_name is not distinct from o.level_2_name
        and x.level_3_name is not distinct from o.level_3_name
        and x.level_4_name is not distinct from o.level_4_name
        and x.article is not distinct from o.article
    left join star.dim_case_type as ct
        on ct.office_type is not distinct from o.office_type
        and ct.subject is not distinct from o.subject
        and ct.specialty is not distinct from o.specialty
        and ct.case_type is not distinct from o.case_type
        and ct.specialised_unit is not distinct from o.specialised_unit
    left join star.dim_seat_place as sp on sp.seat_place_code = o.seat_place_code
)
select * from keyed
