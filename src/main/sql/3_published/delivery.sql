-- One row per delivery, that is, per file as received, with its state and the reason for it.
with described as (
    select d.source_code, s.country_code, s.counting_unit, s.region_basis, d.delivery, d.file_name, d.sha256, d.state,
        d.reason, d.reason_es, d.received_at, d.load_number, d.in_figures, d.row_count, d.observation_count, d.fact_count,
        d.rejection_count, d.raw_sum, d.fact_sum, d.rejected_sum, d.not_number_count
    from star.dim_delivery as d
    left join star.dim_source as s using (source_code)
)
select * from described
