-- One row per finding about an accepted delivery, with its address and advice, or about a source, without a file.
with described as (
    select f.source_code, s.country_code, s.counting_unit, s.region_basis, f.load_key as run, d.delivery, f.severity,
        f.code, d.file_name, d.sha256 as file_sha256, f.sheet_name, f.cell, f.row_number, f.raw_text, f.advice, f.advice_es, f.is_rejection
    from star.fact_finding as f
    left join star.dim_delivery as d using (delivery_key)
    left join star.dim_source as s on s.source_code = f.source_code
)
select * from described
