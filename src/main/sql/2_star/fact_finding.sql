-- One row per finding about an accepted delivery or about a source: what is wrong, where it stands and what to do about it.
with located as (
    select d.source_code, f.delivery_key, d.load_number::integer as load_key, f.finding_id, f.severity, f.code, f.sheet_name,
        f.row_number, f.cell, f.raw_text, f.advice, f.advice_es, f.is_rejection
    from finding as f
    join delivery as d using (delivery_key)
    where d.state = 'accepted' and f.delivery_key not in (from kept_delivery)
    union all
    select source_code, null, load_number::integer, (row_number() over (order by load_number, source_code, advice))::integer,
        severity, code, null, null, null, null, advice, advice_es, false
    from source_finding
)
select * from located
