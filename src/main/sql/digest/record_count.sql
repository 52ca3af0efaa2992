-- one row per count of a fact: its relation, the sheet and the cell where it stands, and what it counts
with counts as (
    select 'complaint' as relation, vintage_key, sheet_key, row_number, column_index, complaint_count as figure
    from star.fact_complaint
    union all
    select 'case', vintage_key, sheet_key, row_number, received_column_index, received_count
    from star.fact_case
    where received_count is not null
    union all
    select 'case', vintage_key, sheet_key, row_number, resolved_column_index, resolved_count
    from star.fact_case
    where resolved_count is not null
)
select * from counts
