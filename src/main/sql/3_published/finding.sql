-- One row per finding about an accepted delivery, with its address and advice.
with described as (
    select s.source_code, s.country_code, s.counting_unit, s.region_basis, d.load_number as run, d.delivery, f.severity,
        f.code, d.file_name, d.sha256 as file_sha256, f.sheet_name, f.cell, f.row_number, f.raw_text, f.advice, f.advice_es, f.is_rejection
    from star.fact_finding as f
    join star.dim_delivery as d using (delivery_key)
    join star.dim_source as s using (source_code)
)
select * from described
