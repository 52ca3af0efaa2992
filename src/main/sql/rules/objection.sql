-- one row per thing that a rule must not do, of the select that the relation said holds as a tree
with called as (
    select distinct unnest(tree->>'$..function_name') as name from said
),
named as (
    select distinct unnest(tree->>'$..table_name') as name from said
),
stepped as (
    select distinct unnest(tree->>'$..cte_map.map[*].key') as name from said
),
alone as (
    select distinct lower(column_names->>0) as name
    from (select unnest(json_extract(tree, '$..column_names')) as column_names from said)
    where json_array_length(column_names) = 1
),
qualifying as (
    select distinct unnest(list_concat(tree->>'$..schema_name', tree->>'$..catalog_name', tree->>'$..schema', tree->>'$..catalog')) as name
    from said
),
sampled as (
    select unnest(json_extract(tree, '$..sample')) as sample from said
),
objections as (
    select 'it names ' || name || ', which is neither one of the views that a rule sees nor a step of its own' as objection
    from named
    where lower(name) not in (select lower(name) from stepped) and lower(name) not in (select name from visible)
    union all
    select 'it names something of ''' || name || '''; a rule sees its views and nothing else'
    from qualifying
    where name <> ''
    union all
    select 'it calls ' || name || ', which ' || why
    from called
    join uncallable using (name)
    union all
    select 'it says ' || name || ', which is not the same each time'
    from alone
    where name in ('current_date', 'current_timestamp', 'current_time', 'localtime', 'localtimestamp', 'current_catalog',
        'current_schema', 'current_user', 'user', 'session_user', 'current_role')
    union all
    select 'it takes a sample, which is not the same each time'
    from sampled
    where sample is not null and sample::varchar <> 'null'
)
select objection from objections order by 1 limit 1
