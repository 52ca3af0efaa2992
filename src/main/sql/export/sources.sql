-- One row per source of a product: who publishes what, under which licence; of source $1 and year $2 where given.
select source_code, title, title_es, publisher, url, licence, attribution, counting_unit, region_basis, accumulation
from star.dim_source
where source_code in (select source_code from published.vintage
    where ($1::varchar is null or source_code = $1) and ($2::integer is null or year = $2))
order by source_code
