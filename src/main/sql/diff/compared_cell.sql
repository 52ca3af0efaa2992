-- one row per compared vintage, measure and cell: what it counts; a cell is a fiscal district or region with an offence or a type of case
with compared as (
    select v.vintage_key, v.vintage_code from star.dim_vintage as v semi join compared_vintage using (vintage_code)
),
summed_case as (
    select vintage_key, fiscal_district_key, region_key, case_type_key, sum(received_count)::bigint as received_count,
        sum(resolved_count)::bigint as resolved_count
    from star.fact_case
    semi join compared using (vintage_key)
    group by all
),
counted as (
    select vintage_key, fiscal_district_key, region_key, offence_key, null::integer as case_type_key,
        'complaint_count' as measure, sum(complaint_count)::bigint as figure
    from star.fact_complaint
    semi join compared using (vintage_key)
    group by all
    union all
    select vintage_key, fiscal_district_key, region_key, null, case_type_key, unnest(['received_count', 'resolved_count']),
        unnest([received_count, resolved_count])
    from summed_case
),
labelled as (
    select v.vintage_code, n.measure, d.fiscal_district_code, d.fiscal_district_name, r.region_code, r.region_name,
        o.level_1_name as generic, o.level_2_name as subgeneric, o.level_3_name, o.level_4_name, o.article, o.offence_name,
        c.office_type, c.subject, c.specialty, c.case_type, c.specialised_unit, n.figure
    from counted as n
    join compared as v using (vintage_key)
    join star.dim_fiscal_district as d using (fiscal_district_key)
    join star.dim_region as r on r.region_key = n.region_key
    left join star.dim_offence as o using (offence_key)
    left join star.dim_case_type as c using (case_type_key)
    where n.figure is not null
)
select * from labelled
