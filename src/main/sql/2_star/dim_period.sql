-- One row per reference period that an observation carries: an interval, never a bare year.
with used as (
    select distinct period_start, period_end from period join delivery using (delivery_key) where in_figures
),
numbered as (
    select (row_number() over (order by period_start, period_end))::integer as period_key, year(period_start)::integer as year,
        period_start, period_end, (date_diff('month', period_start, period_end) + 1)::integer as months_covered,
        (period_start = make_date(year(period_start), 1, 1) and period_end = make_date(year(period_start), 12, 31))
            as is_full_year
    from used
)
select * from numbered
