-- One row per version of a fiscal district (a jurisdiction, no region); key 0 is unknown, key −1 not applicable.
with listed as (
    select (row_number() over (order by codelist, code, valid_from nulls first))::integer as fiscal_district_key, codelist,
        code as fiscal_district_code, name as fiscal_district_name, parent as region_code, valid_from, valid_to
    from code
    where dimension = 'fiscal_district'
),
members as (
    select * from listed
    union all
    select 0, null, null, 'unknown', null, null, null
    union all
    select -1, null, null, 'not applicable', null, null, null
)
select * from members
