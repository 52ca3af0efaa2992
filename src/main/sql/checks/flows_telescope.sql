-- rows are years touched by this build whose flows do not add up to their current vintage
with flows as (
    select source_code, scope, year, sum(complaint_count) as complaint_count from published.complaint_flow
    where year in (select year from touched_year)
    group by all
),
differing as (
    select source_code, scope, year, v.complaint_count, f.complaint_count as flow_count
    from star.dim_vintage as v
    join flows as f using (source_code, scope, year)
    where v.is_current and v.complaint_count <> f.complaint_count
)
select * from differing
