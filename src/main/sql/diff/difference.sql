-- one row per compared pair, measure and cell whose count differs; a cell that a vintage does not have counts 0 there
with sides as (
    select c.*, c.figure as opening_count, 0 as closing_count, p.opening_vintage_code, p.closing_vintage_code
    from compared as p
    join opening_cell as c on c.vintage_code = p.opening_vintage_code
    union all
    select c.*, 0, c.figure, p.opening_vintage_code, p.closing_vintage_code
    from compared as p
    join closing_cell as c on c.vintage_code = p.closing_vintage_code
),
summed as (
    select * exclude (vintage_code, figure, opening_count, closing_count), sum(opening_count)::bigint as opening_count,
        sum(closing_count)::bigint as closing_count
    from sides
    group by all
),
differing as (
    select p.source_code, p.scope, p.year, p.opening_vintage_code, p.closing_vintage_code, p.revision_kind, p.causes,
        case when s.opening_count = 0 then 'added' when s.closing_count = 0 then 'removed' else 'changed' end as change_kind,
        s.* exclude (opening_vintage_code, closing_vintage_code), s.closing_count - s.opening_count as difference_count
    from summed as s
    join compared as p on p.opening_vintage_code is not distinct from s.opening_vintage_code
        and p.closing_vintage_code is not distinct from s.closing_vintage_code
    where s.closing_count <> s.opening_count
)
select * from differing
order by source_code, scope, year, abs(difference_count) desc, measure, fiscal_district_code, region_code, generic, subgeneric,
    level_3_name, level_4_name, article, office_type, subject, specialty, case_type, specialised_unit
