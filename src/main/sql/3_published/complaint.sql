-- One row per fact of the current vintages, flat for analysis; sums are safe within one source.
with current_facts as (
    select * exclude (is_current, published_from, published_to)
    from published.complaint_all_vintages
    where is_current
)
select * from current_facts
