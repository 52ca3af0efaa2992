-- one row per finding of the checks: where it stands, its kind and what its row is about
with located as (
    select p.finding_id, p.kind_id, p.row_number, coalesce(k.column_letters || nullif(p.row_number, 0), k.column_letters, '') as cell,
        s.about, nullif(p.at_stake_count, -1) as at_stake_count
    from placed as p
    join kind as k using (kind_id)
    join subject as s using (subject_id)
)
select * from located order by finding_id
