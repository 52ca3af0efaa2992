-- one row per source, scope and year whose current vintages in two releases differ in code or figures
with opened as (from opening_vintage where is_current),
closed as (from closing_vintage where is_current),
paired as (
    select o.vintage_code as opening_vintage_code, c.vintage_code as closing_vintage_code,
        o.figures_digest as opening_digest, c.figures_digest as closing_digest
    from opened as o
    full join closed as c on c.source_code = o.source_code and c.scope = o.scope and c.year = o.year
),
differing as (
    select opening_vintage_code, closing_vintage_code
    from paired
    where opening_vintage_code is distinct from closing_vintage_code or opening_digest is distinct from closing_digest
)
select * from differing
