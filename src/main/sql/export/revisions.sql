-- One row per difference between consecutive vintages by fiscal district and offence, revisions before extensions, the largest first; $3 at most.
with found as (
    select *, count(*) over () as found_count
    from published.complaint_revision
    where ($1::varchar is null or source_code = $1) and ($2::integer is null or year = $2)
)
select * from found
order by revision_kind desc, abs(complaint_count) desc, closing_vintage_code desc, fiscal_district_code, fiscal_district_name,
    generic, subgeneric, level_3_name, level_4_name, article, offence_name
limit $3::bigint
