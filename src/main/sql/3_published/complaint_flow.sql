-- One row per pair of consecutive vintages of a year and each fiscal district, offence, specialty and case type: what came in between; a year's flows add up to its last vintage.
with ranked as (
    select *, row_number() over (partition by source_code, scope, year
        order by period_end, extraction_date, published_date) as position
    from star.dim_vintage
    where source_code in (select source_code from star.dim_source where accumulation = 'year_to_date')
),
keyed as (
    select vintage_key, fiscal_district_key, offence_key, case_type_key, sum(complaint_count)::bigint as complaint_count
    from star.fact_complaint
    group by all
),
counts as (
    select v.vintage_code, d.fiscal_district_code, d.fiscal_district_name, o.level_1_name as generic,
        o.level_2_name as subgeneric, o.level_3_name, o.level_4_name, o.article, o.offence_name, o.is_unclassified,
        c.specialty, c.case_type, sum(k.complaint_count)::bigint as complaint_count
    from keyed as k
    join star.dim_vintage as v using (vintage_key)
    join star.dim_fiscal_district as d using (fiscal_district_key)
    join star.dim_offence as o using (offence_key)
    join star.dim_case_type as c using (case_type_key)
    group by all
),
sides as (
    select r.source_code, r.scope, r.year, r.position, c.* exclude (vintage_code), 'closing' as side
    from counts as c
    join ranked as r using (vintage_code)
    union all
    select r.source_code, r.scope, r.year, r.position + 1, c.* exclude (vintage_code), 'opening'
    from counts as c
    join ranked as r using (vintage_code)
    where exists (select 1 from ranked as later where later.source_code = r.source_code and later.scope = r.scope
        and later.year = r.year and later.position = r.position + 1)
),
paired as (
    select * exclude (side, complaint_count),
        coalesce(sum(complaint_count) filter (side = 'opening'), 0)::bigint as opening_count,
        coalesce(sum(complaint_count) filter (side = 'closing'), 0)::bigint as closing_count
    from sides
    group by all
),
placed as (
    select s.source_code, s.country_code, s.counting_unit, s.region_basis, p.scope, p.year,
        case when o.period_end is null then c.period_start
            when o.period_end = c.period_end then c.period_end
            else (o.period_end + interval 1 day)::date end as interval_start,
        c.period_end as interval_end,
        c.months_covered - coalesce(o.months_covered, 0) as months_in_interval,
        case when o.vintage_code is null then 'first'
            when o.period_end = c.period_end then 'revision_only'
            else 'extended' end as flow_kind,
        o.vintage_code as opening_vintage_code, c.vintage_code as closing_vintage_code,
        p.fiscal_district_code, p.fiscal_district_name, p.generic, p.subgeneric, p.level_3_name, p.level_4_name,
        p.article, p.offence_name, p.is_unclassified, p.specialty, p.case_type, p.opening_count, p.closing_count,
        p.closing_count - p.opening_count as complaint_count,
        greatest(p.opening_count - p.closing_count, 0) as removed_at_least_count
    from paired as p
    join star.dim_source as s using (source_code)
    join ranked as c on c.source_code = p.source_code and c.scope = p.scope and c.year = p.year
        and c.position = p.position
    left join ranked as o on o.source_code = p.source_code and o.scope = p.scope and o.year = p.year
        and o.position = p.position - 1
)
select * from placed
