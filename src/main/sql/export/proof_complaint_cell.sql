-- One row per fact of a vintage of complaints: its line among the cells of a proof pack, which begins as its canonical line does.
with located as (
    select f.vintage_key, s.source_code, v.scope, v.year, p.period_start, p.period_end, d.fiscal_district_code, r.region_code,
        o.level_1_name as generic, o.level_2_name as subgeneric, o.level_3_name, o.level_4_name, o.article, c.specialty,
        c.case_type, f.complaint_count, d.fiscal_district_name, r.region_name, e.sha256 as file_sha256, h.sheet_name,
        f.row_number,
        case when f.column_index >= 702 then chr((65 + (f.column_index - 702) // 676)::integer) else '' end
            || case when f.column_index >= 26 then chr((65 + (f.column_index - 26) // 26 % 26)::integer) else '' end
            || chr((65 + f.column_index % 26)::integer) || f.row_number as cell
    from star.fact_complaint as f
    join star.dim_source as s using (source_key)
    join star.dim_vintage as v using (vintage_key)
    join star.dim_period as p using (period_key)
    join star.dim_fiscal_district as d using (fiscal_district_key)
    join star.dim_region as r on r.region_key = f.region_key
    join star.dim_offence as o using (offence_key)
    join star.dim_case_type as c using (case_type_key)
    join star.dim_delivery as e on e.delivery_key = f.delivery_key
    join star.dim_sheet as h using (sheet_key)
),
lines as (
    select vintage_key,
        array_to_string(list_transform(
            -- The key as in the canonical line; where it stands, as it is there.
            list_transform([
                source_code, scope, year::varchar, period_start::varchar, period_end::varchar, fiscal_district_code,
                region_code, generic, subgeneric, level_3_name, level_4_name, article, specialty, case_type,
                complaint_count::varchar
            ], lambda field: nfc_normalize(field)) || [
                fiscal_district_name, region_name, file_sha256, sheet_name, row_number::varchar, cell
            ],
            lambda field: '"' || replace(coalesce(field, ''), '"', '""') || '"'), ',') as line
    from located
)
select * from lines
