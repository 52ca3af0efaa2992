-- One row per pair of consecutive vintages of a year and each fiscal district and offence whose count differs; revision_kind tells a revision (equal interval) from an extension.
with differing as (
    select source_code, country_code, counting_unit, region_basis, scope, year, opening_vintage_code,
        closing_vintage_code, case when flow_kind = 'revision_only' then 'revision' else 'extended' end as revision_kind,
        case when opening_count = 0 then 'added' when closing_count = 0 then 'removed' else 'changed' end as change_kind,
        fiscal_district_code, fiscal_district_name, generic, subgeneric, level_3_name, level_4_name, article, offence_name,
        sum(opening_count)::bigint as opening_count, sum(closing_count)::bigint as closing_count,
        sum(complaint_count)::bigint as complaint_count
    from published.complaint_flow
    where flow_kind <> 'first' and complaint_count <> 0
    group by all
)
select * from differing
