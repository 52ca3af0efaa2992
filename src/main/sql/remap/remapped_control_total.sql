-- one row per measure: the delivery's control totals, with what today's code lists leave unmapped
with marked as (
    select sheet_name, row_number from unmapped_cell
    union
    select f.sheet_name, f.row_number
    from found as f
    join sheet as s using (sheet_name)
    join sheet_column as k using (sheet_id)
    where f.code = 'CELL_ERROR' and f.cell = k.column_letters || f.row_number
),
counted as (
    select count(*) as unmapped_count, sum(o.complaint_count) as complaint_count, sum(o.received_count) as received_count,
        sum(o.resolved_count) as resolved_count
    from observation as o
    join sheet as s using (sheet_id)
    join marked as m on m.sheet_name = s.sheet_name and m.row_number = o.row_number
),
replaced as (
    select t.* replace (c.unmapped_count as unmapped_count,
        coalesce(case t.measure when 'complaint_count' then c.complaint_count when 'received_count' then c.received_count
            else c.resolved_count end, 0)::decimal(38,6) as unmapped_sum)
    from control_total as t
    cross join counted as c
)
select * from replaced
