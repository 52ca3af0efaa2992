-- one row per vintage of cases that both releases hold, measure and member of a dimension whose sum another mapping changed
with before_facts as (
    select v.source_code, v.vintage_code, coalesce(d.fiscal_district_code, d.fiscal_district_name) as fiscal_district,
        coalesce(r.region_code, r.region_name) as region, f.received_count, f.resolved_count
    from released.star.fact_case as f
    join released.star.dim_vintage as v using (vintage_key)
    join released.star.dim_fiscal_district as d using (fiscal_district_key)
    join released.star.dim_region as r on r.region_key = f.region_key
),
after_facts as (
    select v.source_code, v.vintage_code, coalesce(d.fiscal_district_code, d.fiscal_district_name) as fiscal_district,
        coalesce(r.region_code, r.region_name) as region, f.received_count, f.resolved_count
    from star.fact_case as f
    join star.dim_vintage as v using (vintage_key)
    join star.dim_fiscal_district as d using (fiscal_district_key)
    join star.dim_region as r on r.region_key = f.region_key
),
sides as (
    select *, true as is_after from after_facts
    union all
    select *, false from before_facts
),
members as (
    select source_code, vintage_code, is_after, received_count, resolved_count,
        unnest([{'dimension': 'fiscal_district', 'member_code': fiscal_district},
            {'dimension': 'region', 'member_code': region}], recursive := true)
    from sides
),
measured as (
    select source_code, vintage_code, is_after, dimension, member_code,
        unnest([{'measure': 'received_count', 'figure': received_count},
            {'measure': 'resolved_count', 'figure': resolved_count}], recursive := true)
    from members
),
both_hold as (
    select vintage_code from released.star.dim_vintage
    intersect
    select vintage_code from star.dim_vintage
),
compared as (
    select source_code, vintage_code, dimension, member_code, measure,
        coalesce(sum(figure) filter (not is_after), 0)::bigint as before_count,
        coalesce(sum(figure) filter (is_after), 0)::bigint as after_count
    from measured
    where source_code in (from remapped_source) and vintage_code in (from both_hold)
    group by all
),
changed as (
    select * from compared where before_count <> after_count
)
select * from changed order by source_code, vintage_code, dimension, measure, member_code
