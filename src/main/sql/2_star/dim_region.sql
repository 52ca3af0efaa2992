-- One row per version of a region; key 0 is unknown, key −1 not applicable.
with listed as (
    select (row_number() over (order by codelist, code, valid_from nulls first))::integer as region_key, codelist,
        code as region_code, name as region_name, valid_from, valid_to
    from code
    where dimension = 'region'
),
members as (
    select * from listed
    union all
    select 0, null, null, 'unknown', null, null
    union all
    select -1, null, null, 'not applicable', null, null
)
select * from members
