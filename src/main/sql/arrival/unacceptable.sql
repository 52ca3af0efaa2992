-- one row per finding for which not even a decision can accept the arrival: it has no place in the order of vintages
with unplaced as (
    select f.code as reason_code, f.advice as reason, f.advice_es as reason_es
    from finding_that_holds as f
    join delivery as d using (delivery_key)
    where d.state = 'arrival'
        and f.code in ('PUBLISHED_DATE_MISSING', 'DATE_ORDER_CONFLICT', 'DATE_ORDER_UNPROVEN', 'PERIODS_DIFFER')
)
select * from unplaced
