-- one row per label of the delivery, with the code that today's code lists give it
with listed as (
    select distinct dimension from label_code
),
coded as (
    select l.dimension, l.label_id, l.label, case when d.dimension is null then l.code else c.code end as code
    from label as l
    left join listed as d using (dimension)
    left join label_code as c using (dimension, label)
    order by l.dimension, l.label_id
)
select * from coded
