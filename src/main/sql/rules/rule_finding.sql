-- one row per offence of one rule: the finding that it becomes
with named_column as (
    select s.sheet_name, k.name as column_name, any_value(k.column_letters) as column_letters, any_value(k.header) as header
    from own.sheet_column as k
    join own.sheet as s using (delivery_key, sheet_id)
    group by all
),
addressed as (
    select o.*, k.column_letters, k.header
    from offence as o
    left join named_column as k using (sheet_name, column_name)
),
numbered as (
    select (row_number() over (order by sheet_name nulls first, row_number nulls first, column_name nulls first, cell nulls first,
            raw_text nulls first, about nulls first, advice nulls first, advice_es nulls first)
            + (select count(*) from own.finding) + (select count(*) from found))::integer as finding_id,
        severity, code, coalesce(sheet_name, '') as sheet_name, coalesce(row_number, 0) as row_number,
        coalesce(cell, column_letters || nullif(row_number, 0), column_letters, '') as cell,
        coalesce(raw_text, '') as raw_text, advice, advice_es, false as is_rejection, coalesce(header, '') as column_header,
        expected, expected as expected_es, coalesce(about, '') as about, at_stake_count
    from addressed
)
select * from numbered
