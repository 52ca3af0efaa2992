-- one row per finding of the delivery under today's code lists: those about labels follow the lists, the others stay
with observed as (
    select distinct s.sheet_name, o.row_number
    from observation as o
    join sheet as s using (sheet_id)
),
kept as (
    select f.*
    from found as f
    left join unmapped_cell as u on u.sheet_name = f.sheet_name and u.cell = f.cell
    left join observed as o on o.sheet_name = f.sheet_name and o.row_number = f.row_number
    where f.code <> 'LABEL_UNMAPPED' or u.cell is not null
        -- A row that is left out for another reason has no observation to tell.
        or (o.row_number is null and not exists (select 1 from label_code as c
            join sheet_column as k on k.name = c.dimension
            where k.header = f.column_header and c.label = trim(f.raw_text)))
),
fresh as (
    select 'warning' as severity, 'LABEL_UNMAPPED' as code, u.sheet_name, u.row_number, u.cell, u.label as raw_text,
        a.advice, a.advice_es, false as is_rejection, u.header as column_header, a.expected, a.expected_es, u.about,
        u.at_stake_count
    from unmapped_cell as u
    join unmapped_advice as a using (header, label)
    where not exists (select 1 from found as f
        where f.code = 'LABEL_UNMAPPED' and f.sheet_name = u.sheet_name and f.cell = u.cell)
),
together as (
    select finding_id, severity, code, sheet_name, row_number, cell, raw_text, advice, advice_es, is_rejection,
        column_header, expected, expected_es, about, at_stake_count
    from kept
    union all
    select null, severity, code, sheet_name, row_number, cell, raw_text, advice, advice_es, is_rejection,
        column_header, expected, expected_es, about, at_stake_count
    from fresh
),
numbered as (
    select (row_number() over (order by finding_id nulls last, sheet_name, row_number, cell))::integer as finding_id,
        * exclude (finding_id)
    from together
)
select * from numbered order by finding_id
