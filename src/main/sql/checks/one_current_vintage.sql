-- rows are sources, scopes and years that have not exactly one current vintage
with counted as (
    select source_code, scope, year, count(*) filter (is_current) as current_count
    from star.dim_vintage
    group by all
    having current_count <> 1
)
select * from counted
