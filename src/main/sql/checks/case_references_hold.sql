-- rows are facts of cases whose keys name no member of a dimension
with dangling as (
    select f.*
    from star.fact_case as f
    left join star.dim_vintage as v using (vintage_key)
    left join star.dim_period as p using (period_key)
    left join star.dim_fiscal_district as d using (fiscal_district_key)
    left join star.dim_region as r on r.region_key = f.region_key
    left join star.dim_case_type as c using (case_type_key)
    left join star.dim_source as s using (source_key)
    left join star.dim_seat_place as t using (seat_place_key)
    left join star.dim_sheet as h using (sheet_key)
    left join star.dim_delivery as e on e.delivery_key = f.delivery_key
    where v.vintage_key is null or p.period_key is null or d.fiscal_district_key is null or r.region_key is null
        or c.case_type_key is null or t.seat_place_key is null or s.source_key is null or h.sheet_key is null
        or e.delivery_key is null
)
select * from dangling
