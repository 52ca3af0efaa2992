-- One row per source, year, region and offence; unclassified_share is that of the source and year; current vintages, sums are safe within one source.
with summed as (
    select source_code, country_code, counting_unit, region_basis, year, months_covered, region_code, region_name, generic, subgeneric, level_3_name,
        level_4_name, article, offence_name, is_unclassified, sum(complaint_count)::bigint as complaint_count
    from published.complaint
    group by all
),
shared as (
    select * exclude (is_unclassified, complaint_count), complaint_count,
        sum(case when is_unclassified then complaint_count else 0 end) over whole
            / nullif(sum(complaint_count) over whole, 0) as unclassified_share
    from summed
    window whole as (partition by source_code, year)
)
select * from shared
