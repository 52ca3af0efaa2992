-- One row per observation of a vintage: a count of complaints as published, with the sheet, row and column it came from.
with located as (
    select k.source_key, k.vintage_key, o.delivery_key, k.load_key, k.period_key, k.fiscal_district_key, k.region_key,
        k.offence_key, k.case_type_key, k.seat_place_key, o.complaint_count, sh.sheet_key, o.row_number, o.column_index
    from observation as o
    join combination_key as k on k.delivery_key = o.delivery_key and k.combination_id = o.combination_id
    join star.dim_sheet as sh on sh.delivery_key = o.delivery_key and sh.sheet_number = o.sheet_id
    where o.complaint_count is not null
)
select * from located
