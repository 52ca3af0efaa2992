-- one row per severity and code of the findings of the deliveries: how many, and where the first one stands
with located as (
    select f.severity, f.code, f.raw_text, f.advice, f.advice_es, concat_ws('!', d.file_name, nullif(f.sheet_name, ''),
            coalesce(nullif(f.cell, ''), nullif(f.row_number, 0)::varchar)) as example,
        row_number() over (partition by f.severity, f.code order by f.delivery_key, f.finding_id) as position
    from finding as f
    join delivery as d using (delivery_key)
),
summed as (
    select severity, code, count(*) as finding_count, min_by(example, position) as example,
        min_by(coalesce(raw_text, ''), position) as raw_text, min_by(advice, position) as advice,
        min_by(advice_es, position) as advice_es
    from located
    group by all
)
select * from summed
order by case severity when 'blocking' then 1 when 'error' then 2 when 'warning' then 3 else 4 end, finding_count desc, code
