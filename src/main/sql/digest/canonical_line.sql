-- one row per vintage and natural key: its line in the canonical CSV that the figures digest is hashed over
with summed as (
    select vintage_code, source_code, scope, year, period_start, period_end, fiscal_district_code, region_code,
        generic, subgeneric, level_3_name, level_4_name, article, specialty, case_type,
        sum(complaint_count)::bigint as complaint_count
    from published.complaint_all_vintages
    group by all
),
lines as (
    select vintage_code,
        array_to_string(list_transform(
            [source_code, scope, year::varchar, period_start::varchar, period_end::varchar, fiscal_district_code,
                region_code, generic, subgeneric, level_3_name, level_4_name, article, specialty, case_type,
                complaint_count::varchar],
            lambda field: '"' || replace(coalesce(nfc_normalize(field), ''), '"', '""') || '"'), ',') as line
    from summed
)
select * from lines
