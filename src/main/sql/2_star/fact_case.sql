-- One row per observation of a vintage: workload entries of an office as published, not distinct cases, with the sheet, row and columns they came from.
with measure_column as (
    select delivery_key, sheet_id, any_value(column_index) filter (name = 'received_count') as received_column_index,
        any_value(column_index) filter (name = 'resolved_count') as resolved_column_index
    from sheet_column
    group by all
),
located as (
    select k.source_key, k.vintage_key, o.delivery_key, k.load_key, k.period_key, k.fiscal_district_key, k.region_key,
        k.case_type_key, k.seat_place_key, o.received_count, o.resolved_count, sh.sheet_key, o.row_number,
        -- A count that goes across columns has a column of its own in every row.
        case when o.received_count is not null then coalesce(m.received_column_index, o.column_index) end as received_column_index,
        case when o.resolved_count is not null then coalesce(m.resolved_column_index, o.column_index) end as resolved_column_index
    from observation as o
    join combination_key as k on k.delivery_key = o.delivery_key and k.combination_id = o.combination_id
    join star.dim_sheet as sh on sh.delivery_key = o.delivery_key and sh.sheet_number = o.sheet_id
    left join measure_column as m on m.delivery_key = o.delivery_key and m.sheet_id = o.sheet_id
    where o.complaint_count is null
)
select * from located
