-- One row per accepted or repeated delivery (or a source, without one) and kind of finding: what is said alike of several places.
with extent as (
    select delivery_key, string_agg(distinct scope, ' ' order by scope) as scope, max(period_end) as period_end
    from vintage_total
    group by all
),
told as (
    select d.source_code, k.delivery_key, d.load_number::integer as load_key, k.kind_id, k.severity, k.code, k.sheet_name,
        k.column_header, k.raw_text, k.is_rejection, k.advice, k.advice_es, k.expected, k.expected_es,
        coalesce(e.scope, '') as scope, coalesce(e.period_end::varchar, '') as period_end, coalesce(s.sheet_id, 0) as sheet_id
    from finding_kind as k
    join delivery as d using (delivery_key)
    left join extent as e using (delivery_key)
    left join sheet as s on s.delivery_key = k.delivery_key and s.sheet_name = k.sheet_name
    where k.delivery_key in (from told_delivery)
    union all
    select source_code, null, load_number::integer, (row_number() over (order by load_number, source_code, advice))::integer,
        severity, code, null, null, null, false, advice, advice_es, null, null, '', '', 0
    from source_finding
),
coded as (
    select * exclude (scope, period_end, sheet_id),
        sha256(concat_ws(chr(31), source_code, scope, code, coalesce(column_header, ''),
            case when delivery_key is null then advice else coalesce(raw_text, '') end))[1:12] as kind_code,
        sha256(concat_ws(chr(31), source_code, scope, period_end, sheet_id, code, coalesce(column_header, ''),
            case when delivery_key is null then advice else coalesce(raw_text, '') end))[1:12] as place_kind_code
    from told
)
select * from coded
