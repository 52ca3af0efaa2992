-- one row per function that a rule must not call, with why
with functions as (
    select distinct function_name as name, function_type in ('table', 'pragma', 'table_macro') as is_reading,
        coalesce(stability, 'CONSISTENT') <> 'CONSISTENT' as is_fickle
    from duckdb_functions()
),
refused as (
    select name, case when bool_or(is_reading) then 'reads something else than its views' else 'is not the same each time' end as why
    from functions
    where is_fickle or (is_reading and name not in ('range', 'generate_series', 'unnest', 'repeat', 'histogram'))
    group by all
)
select * from refused
