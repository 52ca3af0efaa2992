-- one row per vintage of complaints that both releases hold and member of a dimension whose sum another mapping changed
with before_members as (
    select v.source_code, v.vintage_code, m.dimension, m.member_code, sum(v.complaint_count)::bigint as complaint_count
    from (from released.published.complaint_all_vintages select source_code, vintage_code, complaint_count,
        unnest([{'dimension': 'fiscal_district', 'member_code': coalesce(fiscal_district_code, fiscal_district_name)},
            {'dimension': 'region', 'member_code': coalesce(region_code, region_name)},
            {'dimension': 'is_unclassified', 'member_code': is_unclassified::varchar}]) as m) as v
    group by all
),
after_members as (
    select v.source_code, v.vintage_code, m.dimension, m.member_code, sum(v.complaint_count)::bigint as complaint_count
    from (from published.complaint_all_vintages select source_code, vintage_code, complaint_count,
        unnest([{'dimension': 'fiscal_district', 'member_code': coalesce(fiscal_district_code, fiscal_district_name)},
            {'dimension': 'region', 'member_code': coalesce(region_code, region_name)},
            {'dimension': 'is_unclassified', 'member_code': is_unclassified::varchar}]) as m) as v
    group by all
),
both_hold as (
    select vintage_code from released.star.dim_vintage
    intersect
    select vintage_code from star.dim_vintage
),
compared as (
    select source_code, vintage_code, dimension, member_code, 'complaint_count' as measure, coalesce(b.complaint_count, 0) as before_count,
        coalesce(a.complaint_count, 0) as after_count
    from before_members as b
    full join after_members as a using (source_code, vintage_code, dimension, member_code)
    where source_code in (from remapped_source) and vintage_code in (from both_hold)
),
changed as (
    select * from compared where before_count <> after_count
)
select * from changed order by source_code, vintage_code, dimension, member_code
