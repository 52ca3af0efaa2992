-- one row per finding of the delivery under today's code lists: those about labels follow the lists, the others stay
with kept as (
    select f.*
    from finding as f
    left join unmapped_cell as u on u.sheet_name = f.sheet_name and u.cell = f.cell
    where f.code <> 'LABEL_UNMAPPED' or u.cell is not null
),
fresh as (
    select 'warning' as severity, 'LABEL_UNMAPPED' as code, u.sheet_name, u.row_number, u.cell, u.label as raw_text,
        a.advice, a.advice_es, false as is_rejection
    from unmapped_cell as u
    join unmapped_advice as a using (header, label)
    where not exists (select 1 from finding as f
        where f.code = 'LABEL_UNMAPPED' and f.sheet_name = u.sheet_name and f.cell = u.cell)
),
together as (
    select finding_id, severity, code, sheet_name, row_number, cell, raw_text, advice, advice_es, is_rejection from kept
    union all
    select null, severity, code, sheet_name, row_number, cell, raw_text, advice, advice_es, is_rejection from fresh
),
numbered as (
    select (row_number() over (order by finding_id nulls last, sheet_name, row_number, cell))::integer as finding_id,
        * exclude (finding_id)
    from together
)
select * from numbered order by finding_id
