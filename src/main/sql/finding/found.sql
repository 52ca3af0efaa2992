-- one row per finding of a delivery, with all that is said of it
select f.finding_id, k.severity, k.code, k.sheet_name, f.row_number, f.cell, k.raw_text, k.advice, k.advice_es, k.is_rejection,
    k.column_header, k.expected, k.expected_es, f.about, f.at_stake_count
from finding as f
join finding_kind as k using (kind_id)
