-- one row per compared pair, measure and region, fiscal district or offence (kind of case) whose total differs; one that a vintage does not have counts 0 there
with sides as (
    select p.opening_vintage_code, p.closing_vintage_code, c.*, c.figure as opening_count, 0 as closing_count
    from compared as p
    join opening_cell as c on c.vintage_code = p.opening_vintage_code
    union all
    select p.opening_vintage_code, p.closing_vintage_code, c.*, 0, c.figure
    from compared as p
    join closing_cell as c on c.vintage_code = p.closing_vintage_code
),
members as (
    select opening_vintage_code, closing_vintage_code, measure, 'region' as grain, region_code as member_code,
        region_name as member_name, opening_count, closing_count
    from sides
    where region_name <> 'not applicable'
    union all
    select opening_vintage_code, closing_vintage_code, measure, 'fiscal_district', fiscal_district_code,
        fiscal_district_name, opening_count, closing_count
    from sides
    where fiscal_district_name <> 'not applicable'
    union all
    select opening_vintage_code, closing_vintage_code, measure, 'offence',
        coalesce(nullif(concat_ws(' > ', generic, subgeneric, level_3_name, level_4_name), ''), specialised_unit),
        coalesce(nullif(concat_ws(' ', article, offence_name), ''), concat_ws(', ', office_type, subject, specialty, case_type)),
        opening_count, closing_count
    from sides
),
summed as (
    select opening_vintage_code, closing_vintage_code, measure, grain, member_code, member_name,
        sum(opening_count)::bigint as opening_count, sum(closing_count)::bigint as closing_count
    from members
    group by all
),
differing as (
    select p.source_code, p.scope, p.year, p.revision_kind, s.measure, s.grain, s.member_code, s.member_name,
        s.opening_count, s.closing_count, s.closing_count - s.opening_count as difference_count
    from summed as s
    join compared as p on p.opening_vintage_code is not distinct from s.opening_vintage_code
        and p.closing_vintage_code is not distinct from s.closing_vintage_code
    where s.closing_count <> s.opening_count
),
ranked as (
    select *, row_number() over (partition by revision_kind, grain order by abs(difference_count) desc, source_code, scope, year,
            measure, member_name, member_code) as place,
        count(*) over (partition by revision_kind, grain) as place_count
    from differing
)
select * from ranked
order by case revision_kind when 'revision' then 1 when 'extended' then 2 when 'first' then 3 else 4 end,
    case grain when 'region' then 1 when 'fiscal_district' then 2 else 3 end, place
