-- one row where the arrival repeats figures: an accepted delivery that says the same
with saying as (
    select e.sha256, e.file_name, e.delivery_key
    from delivery as d
    join vintage_total as v on v.delivery_key = d.delivery_key
    join vintage_total as w on w.scope = v.scope and w.year = v.year and w.fingerprint = v.fingerprint
    join delivery as e on e.delivery_key = w.delivery_key and e.source_code = d.source_code and e.state = 'accepted'
    where d.state = 'arrival'
),
first_said as (
    select 'DUPLICATE_OF' as reason_code, sha256[1:8] as argument_1, file_name as argument_2, '' as argument_3, '' as argument_4
    from saying
    order by delivery_key
    limit 1
)
select * from first_said
