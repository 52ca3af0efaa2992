-- One row per source: who publishes, under which licence, what is counted and which region a count belongs to.
with numbered as (
    select (row_number() over (order by source_code))::integer as source_key, source_code, title, title_es, publisher, url, licence,
        attribution, country_code, counting_unit, region_basis, accumulation,
        (select any_value(l.codelist) from source_codelist as l
            where l.source_code = s.source_code and l.dimension = s.scope_dimension) as scope_codelist
    from source as s
)
select * from numbered
