-- one row per vintage and sheet that facts come from and that is not hashed yet
with origins as (
    select vintage_key, sheet_key from star.fact_complaint group by all
    union
    select vintage_key, sheet_key from star.fact_case group by all
),
missing as (
    from origins anti join star.sheet_digest using (vintage_key, sheet_key)
)
select * from missing
