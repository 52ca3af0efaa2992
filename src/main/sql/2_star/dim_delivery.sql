-- One row per delivery, that is, per file as received, whatever became of it.
with described as (
    select d.delivery_key, d.sha256[1:8] as delivery, d.sha256, d.source_code, d.file_name, d.state, d.reason, d.reason_es,
        d.received_at, d.load_number, d.in_figures, c.row_count, c.observation_count, c.fact_count, c.rejection_count,
        c.raw_sum, c.fact_sum, c.rejected_sum, c.not_number_count
    from delivery as d
    left join control_total as c using (delivery_key)
)
select * from described
