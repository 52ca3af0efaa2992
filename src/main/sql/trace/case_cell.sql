-- One row per measure and count cell of cases, of any vintage.
select f.* exclude (counted), f.counted.measure as measure, f.counted.value as complaint_count,
    case when f.counted.column_index >= 702 then chr((65 + (f.counted.column_index - 702) // 676)::integer) else '' end
        || case when f.counted.column_index >= 26 then chr((65 + (f.counted.column_index - 26) // 26 % 26)::integer) else '' end
        || chr((65 + f.counted.column_index % 26)::integer) || f.row_number as cell
from (
    select s.source_code, v.year, v.vintage_code, v.published_date, v.is_current, d.fiscal_district_code, d.fiscal_district_name,
        c.office_type, c.subject, c.specialty, c.case_type, c.specialised_unit, e.file_name, e.sha256 as file_sha256, h.sheet_name,
        f.row_number,
        unnest([
            {'measure': 'received_count', 'value': f.received_count, 'column_index': f.received_column_index},
            {'measure': 'resolved_count', 'value': f.resolved_count, 'column_index': f.resolved_column_index}
        ]) as counted
    from star.fact_case as f
    join star.dim_source as s using (source_key)
    join star.dim_vintage as v using (vintage_key)
    join star.dim_delivery as e on e.delivery_key = f.delivery_key
    join star.dim_fiscal_district as d using (fiscal_district_key)
    join star.dim_case_type as c using (case_type_key)
    join star.dim_sheet as h using (sheet_key)
) as f
where f.counted.value is not null
