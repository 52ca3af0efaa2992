-- one row per blocking finding of the arrival: its own words say why
with blocking as (
    select f.code as reason_code, f.advice as reason, f.advice_es as reason_es
    from finding_that_holds as f
    join delivery as d using (delivery_key)
    where d.state = 'arrival'
)
select * from blocking
