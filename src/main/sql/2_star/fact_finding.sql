-- One row per finding about an accepted delivery: what is wrong, where it stands and what to do about it.
with located as (
    select f.delivery_key, d.load_number as load_key, f.finding_id, f.severity, f.code, f.sheet_name, f.row_number, f.cell,
        f.raw_text, f.advice, f.advice_es, f.is_rejection
    from finding as f
    join delivery as d using (delivery_key)
    where d.state = 'accepted'
)
select * from located order by delivery_key, finding_id
