-- One row per source and year: how many scopes have a current vintage, of how many there are; one of one where a file states the whole source.
with scope_code as (
    select codelist, region_code as code, valid_from, valid_to from star.dim_region
    union all
    select codelist, fiscal_district_code, valid_from, valid_to from star.dim_fiscal_district
),
present as (
    select source_code, year, count(distinct scope) as scope_present_count
    from star.dim_vintage
    where is_current
    group by all
),
counted as (
    select s.source_code, s.country_code, s.counting_unit, s.region_basis, p.year, p.scope_present_count,
        case when s.scope_codelist is null then 1
            else (select count(distinct c.code) from scope_code as c where c.codelist = s.scope_codelist
                and coalesce(year(c.valid_from), p.year) <= p.year and coalesce(year(c.valid_to), p.year) >= p.year)
            end as scope_expected_count
    from present as p
    join star.dim_source as s using (source_code)
)
select * from counted
