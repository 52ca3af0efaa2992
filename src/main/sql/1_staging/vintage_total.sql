-- one row per vintage that one delivery states: its dates, totals and, once hashed, its figures fingerprint
with keyed as (
    select year, count(*) as key_count from fingerprint_line group by year
),
counted as (
    select year(p.period_start) as year, sum(t.complaint_count)::bigint as complaint_count,
        sum(t.fact_count)::bigint as fact_count
    from combination as c
    join combination_total as t using (combination_id)
    join period as p using (period_id)
    group by all
),
totals as (
    select s.*, coalesce(c.complaint_count, 0) as complaint_count, coalesce(c.fact_count, 0) as fact_count,
        coalesce(k.key_count, 0) as key_count, ''::varchar as fingerprint
    from statement as s
    left join counted as c using (year)
    left join keyed as k using (year)
)
select * from totals
