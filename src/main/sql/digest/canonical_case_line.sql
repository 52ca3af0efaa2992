-- one row per vintage of cases and natural key: its line in the canonical CSV that the figures digest is hashed over
with keyed as (
    select vintage_key, source_key, period_key, fiscal_district_key, region_key, case_type_key,
        sum(received_count)::bigint as received_count, sum(resolved_count)::bigint as resolved_count
    from star.fact_case
    group by all
),
summed as (
    select k.vintage_key, s.source_code, v.scope, v.year, p.period_start, p.period_end, d.fiscal_district_code,
        r.region_code, c.office_type, c.subject, c.specialty, c.case_type, c.specialised_unit,
        sum(k.received_count)::bigint as received_count, sum(k.resolved_count)::bigint as resolved_count
    from keyed as k
    join star.dim_source as s using (source_key)
    join star.dim_vintage as v using (vintage_key)
    join star.dim_period as p using (period_key)
    join star.dim_fiscal_district as d using (fiscal_district_key)
    join star.dim_region as r on r.region_key = k.region_key
    join star.dim_case_type as c using (case_type_key)
    group by all
),
lines as (
    select vintage_key,
        array_to_string(list_transform(
            [source_code, scope, year::varchar, period_start::varchar, period_end::varchar, fiscal_district_code,
                region_code, office_type, subject, specialty, case_type, specialised_unit, received_count::varchar,
                resolved_count::varchar],
            lambda field: '"' || replace(coalesce(nfc_normalize(field), ''), '"', '""') || '"'), ',') as line
    from summed
)
select * from lines
