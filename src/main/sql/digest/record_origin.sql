-- one row per relation of facts, vintage and sheet that they come from and that is not hashed yet
with origins as (
    select 'complaint' as relation, vintage_key, sheet_key from star.fact_complaint group by all
    union
    select 'case', vintage_key, sheet_key from star.fact_case group by all
),
missing as (
    from origins anti join star.sheet_digest using (relation, vintage_key, sheet_key)
)
select * from missing
