-- One row per observation of a vintage: a count of complaints as published, with the sheet, row and column it came from.
with placed as (
    select c.*, p.period_start, p.period_end, v.vintage_key, d.source_code, d.load_number
    from combination as c
    join period as p on p.delivery_key = c.delivery_key and p.period_id = c.period_id
    join star.dim_vintage as v on v.delivery_key = c.delivery_key and v.year = year(p.period_start)
    join delivery as d on d.delivery_key = c.delivery_key
),
coded as (
    select o.*, fd.code as fiscal_district_code, rg.code as own_region_code, l1.label as level_1_name,
        l2.label as level_2_name, l3.label as level_3_name, l4.label as level_4_name, a.label as article,
        y.label as specialty, c.label as case_type, sp.label as seat_place_code
    from placed as o
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
    left join label as sp
        on sp.delivery_key = o.delivery_key and sp.dimension = 'seat_place_code' and sp.label_id = o.seat_place_code_id
),
-- Meaning is looked up once per combination; observations then come as they were read, unsorted.
keyed as materialized (
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
        on f.fiscal_district_code = o.fiscal_district_code
        and f.codelist = (select any_value(codelist) from source_codelist as sc
            where sc.source_code = o.source_code and sc.dimension = 'fiscal_district')
        and coalesce(f.valid_from, o.period_start) <= o.period_start
        and coalesce(f.valid_to, o.period_start) >= o.period_start
    left join star.dim_region as r
        on r.region_code = coalesce(o.own_region_code, f.region_code)
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
        on ct.specialty is not distinct from o.specialty and ct.case_type is not distinct from o.case_type
    left join star.dim_seat_place as sp on sp.seat_place_code = o.seat_place_code
),
located as (
    select k.source_key, k.vintage_key, o.delivery_key, k.load_key, k.period_key, k.fiscal_district_key, k.region_key,
        k.offence_key, k.case_type_key, k.seat_place_key, o.complaint_count, sh.sheet_key, o.row_number, o.column_index
    from observation as o
    join keyed as k on k.delivery_key = o.delivery_key and k.combination_id = o.combination_id
    join star.dim_sheet as sh on sh.delivery_key = o.delivery_key and sh.sheet_number = o.sheet_id
)
select * from located
