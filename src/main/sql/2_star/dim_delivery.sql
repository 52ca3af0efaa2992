-- One row per delivery, that is, per file as received, whatever became of it.
with totals as (
    -- Over all measures of the source; published.control_total has each.
    select delivery_key, any_value(row_count) as row_count, any_value(observation_count) as observation_count,
        any_value(fact_count) as fact_count, any_value(rejection_count) as rejection_count,
        sum(raw_sum)::decimal(38,6) as raw_sum, sum(fact_sum)::decimal(38,6) as fact_sum,
        sum(rejected_sum)::decimal(38,6) as rejected_sum, sum(not_number_count)::bigint as not_number_count
    from control_total
    group by all
),
followed as (
    -- Whether a later file that is in the figures states a year again, and since which run.
    select v.delivery_key, min(d.load_number) filter (d.state in ('accepted', 'duplicate')) over (partition by d.source_code, v.scope, v.year
            order by v.period_end nulls first, v.extraction_date nulls first, v.published_date nulls first, v.delivery_key
            rows between 1 following and unbounded following) as later_run,
        d.load_number
    from vintage_total as v
    join delivery as d using (delivery_key)
),
superseded as (
    select delivery_key, case when count(later_run) = count(*) then max(greatest(later_run, load_number)) end as superseded_run
    from followed
    group by all
),
described as (
    select d.delivery_key, d.sha256[1:8] as delivery, d.sha256, d.source_code, d.file_name, d.state, d.reason, d.reason_es,
        d.received_at, d.load_number, d.staging_folder, d.in_figures, c.row_count, c.observation_count, c.fact_count, c.rejection_count,
        c.raw_sum, c.fact_sum, c.rejected_sum, c.not_number_count, s.superseded_run
    from delivery as d
    left join totals as c using (delivery_key)
    left join superseded as s using (delivery_key)
)
select * from described
