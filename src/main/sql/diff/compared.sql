-- one row per compared pair of vintages, the opening one missing where a year is new and the closing one where it is gone
with matched as (
    select p.*, coalesce(o.source_code, c.source_code) as source_code, coalesce(o.scope, c.scope) as scope,
        coalesce(o.year, c.year) as year, o.period_start as opening_period_start, o.period_end as opening_period_end,
        c.period_start as closing_period_start, c.period_end as closing_period_end,
        c.months_covered - o.months_covered as months_added,
        coalesce(o.complaint_count, o.received_count) as opening_count,
        coalesce(c.complaint_count, c.received_count) as closing_count,
        o.resolved_count as opening_resolved_count, c.resolved_count as closing_resolved_count,
        o.file_sha256 as opening_sha256, c.file_sha256 as closing_sha256,
        o.figures_digest as opening_digest, c.figures_digest as closing_digest
    from pair as p
    left join opening_vintage as o on o.vintage_code = p.opening_vintage_code
    left join closing_vintage as c on c.vintage_code = p.closing_vintage_code
),
kinds as (
    select *, case
            when opening_vintage_code is null then 'first'
            when closing_vintage_code is null then 'withdrawn'
            when opening_period_start = closing_period_start and opening_period_end = closing_period_end then 'revision'
            else 'extended' end as revision_kind
    from matched
),
caused as (
    select k.* exclude (opening_sha256, closing_sha256, opening_digest, closing_digest), concat_ws(', ',
            case when closing_vintage_code is null then 'vintage_withdrawn'
                when opening_vintage_code is distinct from closing_vintage_code then 'new_vintage' end,
            case when exists (from decided as d where d.sha256 in (k.opening_sha256, k.closing_sha256)) then 'decision' end,
            case when k.opening_vintage_code in (from changed_mapping) or k.closing_vintage_code in (from changed_mapping)
                    or (k.opening_vintage_code = k.closing_vintage_code and k.opening_digest <> k.closing_digest)
                then 'mapping_change' end) as causes
    from kinds as k
)
select * from caused order by source_code, scope, year
