-- one row per severity and code of the findings of the deliveries: how many, and where the first one stands
with counted as (
    select delivery_key, kind_id, count(*) as finding_count, min(finding_id) as first_id, min_by(cell, finding_id) as cell,
        min_by(row_number, finding_id) as row_number
    from finding
    group by all
),
located as (
    select k.severity, k.code, k.raw_text, k.advice, k.advice_es, c.finding_count, concat_ws('!', d.file_name, nullif(k.sheet_name, ''),
            coalesce(nullif(c.cell, ''), nullif(c.row_number, 0)::varchar)) as example,
        row_number() over (partition by k.severity, k.code order by c.delivery_key, c.first_id) as position
    from counted as c
    join finding_kind as k using (delivery_key, kind_id)
    join delivery as d using (delivery_key)
),
summed as (
    select severity, code, sum(finding_count)::bigint as finding_count, min_by(example, position) as example,
        min_by(coalesce(raw_text, ''), position) as raw_text, min_by(advice, position) as advice,
        min_by(advice_es, position) as advice_es
    from located
    group by all
)
select * from summed
order by case severity when 'blocking' then 1 when 'error' then 2 when 'warning' then 3 else 4 end, finding_count desc, code
