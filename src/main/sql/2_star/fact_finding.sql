-- One row per finding about an accepted or repeated delivery or about a source: what is wrong, where it stands and what to do about it.
with extent as (
    select delivery_key, string_agg(distinct scope, ' ' order by scope) as scope, max(period_end) as period_end
    from vintage_total
    group by all
),
located as (
    select d.source_code, f.delivery_key, d.load_number::integer as load_key, f.finding_id, f.severity, f.code, f.sheet_name,
        f.row_number, f.cell, f.raw_text, f.advice, f.advice_es, f.is_rejection, f.column_header, f.expected, f.expected_es,
        f.about, f.at_stake_count, coalesce(e.scope, '') as scope, coalesce(e.period_end::varchar, '') as period_end,
        coalesce(s.sheet_id, 0) as sheet_id
    from finding as f
    join delivery as d using (delivery_key)
    left join extent as e using (delivery_key)
    left join sheet as s on s.delivery_key = f.delivery_key and s.sheet_name = f.sheet_name
    where f.delivery_key in (from told_delivery)
),
counted as (
    -- Rows that read alike are told apart by their order.
    select *, coalesce(nullif(about, ''), cell, '') as told_by,
        row_number() over (partition by delivery_key, code, column_header, raw_text, about, case when about = '' then cell end
            order by finding_id) as alike_number
    from located
),
named as (
    select *,
        sha256(concat_ws(chr(31), source_code, scope, code, coalesce(column_header, ''), coalesce(raw_text, ''), told_by, alike_number))[1:12]
            as problem_code,
        sha256(concat_ws(chr(31), source_code, scope, period_end, sheet_id, coalesce(cell, ''), row_number, code, coalesce(raw_text, '')))[1:12]
            as place_code
    from counted
),
together as (
    select source_code, delivery_key, load_key, finding_id, severity, code, sheet_name, row_number, cell, raw_text, advice,
        advice_es, is_rejection, column_header, expected, expected_es, about, at_stake_count, problem_code, place_code
    from named
    union all
    select source_code, null, load_number::integer, (row_number() over (order by load_number, source_code, advice))::integer,
        severity, code, null, null, null, null, advice, advice_es, false, null, null, null, null, null,
        sha256(concat_ws(chr(31), source_code, code, advice))[1:12], sha256(concat_ws(chr(31), source_code, code, advice))[1:12]
    from source_finding
)
select * from together
