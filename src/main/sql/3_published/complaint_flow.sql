-- One row per pair of consecutive vintages of a year and each fiscal district, offence, specialty and case type: what came in between; a year's flows add up to its last vintage.
with ranked as not materialized (
    select v.*, s.country_code, s.counting_unit, s.region_basis, lag(v.vintage_code) over in_order as opening_vintage_code,
        lag(v.period_end) over in_order as opening_period_end, lag(v.months_covered) over in_order as opening_months_covered,
        lead(v.vintage_key) over in_order as next_vintage_key
    from star.dim_vintage as v
    join star.dim_source as s using (source_code)
    where s.accumulation = 'year_to_date' and v.complaint_count is not null
    window in_order as (partition by source_code, scope, year order by period_end, extraction_date, published_date)
),
-- Every vintage closes an interval, and opens the next where another follows.
side as (
    select vintage_key, source_code, scope, year,
        unnest([{'closing_vintage_key': vintage_key, 'is_closing': true},
            {'closing_vintage_key': next_vintage_key, 'is_closing': false}], recursive := true)
    from ranked
),
-- Versions of a district are one district, types of case that differ in what complaints lack are one type.
district as (
    select fiscal_district_key, max(fiscal_district_key) over (partition by codelist, coalesce(fiscal_district_code, fiscal_district_name))
            as latest_district_key
    from star.dim_fiscal_district
),
kind as (
    select case_type_key, min(case_type_key) over (partition by specialty, case_type) as first_case_type_key
    from star.dim_case_type
),
counted as (
    select s.source_code, s.scope, s.year, s.closing_vintage_key as vintage_key, d.latest_district_key as fiscal_district_key,
        f.offence_key, k.first_case_type_key as case_type_key,
        coalesce(sum(f.complaint_count) filter (not s.is_closing), 0)::bigint as opening_count,
        coalesce(sum(f.complaint_count) filter (s.is_closing), 0)::bigint as closing_count
    from star.fact_complaint as f
    join side as s on s.vintage_key = f.vintage_key and s.closing_vintage_key is not null
    join district as d on d.fiscal_district_key = f.fiscal_district_key
    join kind as k on k.case_type_key = f.case_type_key
    group by all
),
placed as (
    select n.source_code, v.country_code, v.counting_unit, v.region_basis, n.scope, n.year,
        case when v.opening_period_end is null then v.period_start
            when v.opening_period_end = v.period_end then v.period_end
            else (v.opening_period_end + interval 1 day)::date end as interval_start,
        v.period_end as interval_end,
        v.months_covered - coalesce(v.opening_months_covered, 0) as months_in_interval,
        case when v.opening_vintage_code is null then 'first'
            when v.opening_period_end = v.period_end then 'revision_only'
            else 'extended' end as flow_kind,
        v.opening_vintage_code, v.vintage_code as closing_vintage_code,
        d.fiscal_district_code, d.fiscal_district_name, o.level_1_name as generic, o.level_2_name as subgeneric,
        o.level_3_name, o.level_4_name, o.article, o.offence_name, o.is_unclassified, c.specialty, c.case_type,
        n.opening_count, n.closing_count, n.closing_count - n.opening_count as complaint_count,
        greatest(n.opening_count - n.closing_count, 0) as removed_at_least_count
    from counted as n
    join ranked as v using (source_code, scope, year, vintage_key)
    join star.dim_fiscal_district as d using (fiscal_district_key)
    join star.dim_offence as o using (offence_key)
    join star.dim_case_type as c using (case_type_key)
)
select * from placed
