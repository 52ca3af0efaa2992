-- one row per vintage of complaints and natural key: its line in the canonical CSV that the figures digest is hashed over
with keyed as (
    select vintage_key, source_key, period_key, fiscal_district_key, region_key, offence_key, case_type_key,
        sum(complaint_count)::bigint as complaint_count
    from star.fact_complaint
    group by all
),
summed as (
    select k.vintage_key, s.source_code, v.scope, v.year, p.period_start, p.period_end, d.fiscal_district_code,
        r.region_code, o.level_1_name as generic, o.level_2_name as subgeneric, o.level_3_name, o.level_4_name, o.article,
        c.specialty, c.case_type, sum(k.complaint_count)::bigint as complaint_count
    from keyed as k
    join star.dim_source as s using (source_key)
    join star.dim_vintage as v using (vintage_key)
    join star.dim_period as p using (period_key)
    join star.dim_fiscal_district as d using (fiscal_district_key)
    join star.dim_region as r on r.region_key = k.region_key
    join star.dim_offence as o using (offence_key)
    join star.dim_case_type as c using (case_type_key)
    group by all
),
lines as (
    select vintage_key,
        array_to_string(list_transform(
            [source_code, scope, year::varchar, period_start::varchar, period_end::varchar, fiscal_district_code,
                region_code, generic, subgeneric, level_3_name, level_4_name, article, specialty, case_type,
                complaint_count::varchar],
            lambda field: '"' || replace(coalesce(nfc_normalize(field), ''), '"', '""') || '"'), ',') as line
    from summed
)
select * from lines
