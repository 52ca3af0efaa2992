-- one row per observation of the staging that "staged" stands for, with its address and its labels and codes as texts
with located as (
    select d.*, s.sheet_name, o.row_number,
        case when o.column_index >= 702 then chr(64 + (o.column_index - 26) // 676) else '' end
            || case when o.column_index >= 26 then chr(65 + (o.column_index - 26) // 26 % 26) else '' end
            || chr(65 + o.column_index % 26) || o.row_number as cell,
        o.complaint_count, o.received_count, o.resolved_count
    from staged.observation as o
    join staged.described as d on d.delivery_key = o.delivery_key and d.combination_id = o.combination_id
    join staged.sheet as s on s.delivery_key = o.delivery_key and s.sheet_id = o.sheet_id
)
select * from located
