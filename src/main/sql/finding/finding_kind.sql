-- one row per kind of the findings in found: what is said alike of several places
with met as (
    select severity, code, sheet_name, column_header, raw_text, is_rejection, advice, advice_es, expected, expected_es,
        min(finding_id) as first_id
    from found
    group by all
),
numbered as (
    select (row_number() over (order by first_id) + (select last_kind_id from kind_before))::integer as kind_id, * exclude (first_id)
    from met
)
select * from numbered
