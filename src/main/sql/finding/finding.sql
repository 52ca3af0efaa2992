-- one row per finding in found: where it stands, and its kind
with placed as (
    select f.finding_id, k.kind_id, f.row_number, f.cell, f.about, f.at_stake_count
    from found as f
    join finding_kind as k on k.severity = f.severity and k.code = f.code and k.sheet_name = f.sheet_name
        and k.column_header = f.column_header and k.raw_text = f.raw_text and k.is_rejection = f.is_rejection
        and k.advice = f.advice and k.advice_es = f.advice_es and k.expected is not distinct from f.expected
        and k.expected_es is not distinct from f.expected_es
)
select * from placed order by finding_id
