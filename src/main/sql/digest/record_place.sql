-- one row per fact: where it stands in its sheet and what it counts, and place, the end of its line in the record, to sort by
with placed as (
    select row_number, column_index, complaint_count, vintage_key, delivery_key, sheet_name,
        concat_ws(' ', row_number, column_index, complaint_count) as place
    from star.fact_complaint
)
select * from placed
