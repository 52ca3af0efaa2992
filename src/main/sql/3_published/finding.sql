-- One row per finding and accepted or repeated delivery it was seen in, or about a source, without a file; is_last_seen tells each problem once.
with seen as (
    -- A source that was late is so until something arrives.
    select f.*, k.place_kind_code, coalesce(f.delivery_key, 0) as seen_in, d.state as delivery_state,
        case when f.delivery_key is null
            then (select min(l.load_number) from star.dim_delivery as l where l.source_code = f.source_code
                and l.load_number > f.load_key and l.state in ('accepted', 'duplicate'))
            else d.superseded_run end as superseded_run
    from star.fact_finding as f
    join star.dim_finding_kind as k on k.delivery_key is not distinct from f.delivery_key and k.kind_id = f.kind_id
    left join star.dim_delivery as d on d.delivery_key = f.delivery_key
),
-- Most problems are met once, in a place of their own, and there is nothing to follow.
met_again as (
    select seen_in, finding_id from seen
    where problem_code in (select problem_code from seen group by all having count(*) > 1)
    union
    select seen_in, finding_id from seen
    semi join (select place_kind_code, row_number, cell from seen group by all having count(*) > 1)
        using (place_kind_code, row_number, cell)
),
kept as (
    select s.*, first_value(s.problem_code) over (partition by s.place_kind_code, s.row_number, s.cell, s.about
        order by s.seen_in, s.finding_id) as kept_code
    from seen as s
    semi join met_again using (seen_in, finding_id)
),
-- In a corrected copy of the same publication a finding may stand where it stood and yet be about another row: another cell of it was corrected.
placed as (
    select *, min(seen_in) over (partition by kept_code) = seen_in as is_first,
        first_value(kept_code) over (partition by place_kind_code, row_number, cell order by seen_in, finding_id) as placed_code
    from kept
),
followed as (
    select p.*, case when p.is_first and o.kept_code is null then p.placed_code else p.kept_code end as followed_code
    from placed as p
    left join (select distinct kept_code, seen_in from kept) as o on o.kept_code = p.placed_code and o.seen_in = p.seen_in
),
resolved as (
    select *, first_value(followed_code) over (partition by kept_code order by seen_in, finding_id) as resolved_code
    from followed
),
numbered as (
    select *, row_number() over (partition by resolved_code, seen_in order by finding_id) as position
    from resolved
),
named as (
    select *, resolved_code || case when position > 1 then '-' || position else '' end as finding
    from numbered
),
followed_up as (
    select seen_in, finding_id, finding, min(load_key) over of_finding as first_seen_run, max(load_key) over of_finding as last_seen_run,
        seen_in = max(seen_in) over of_finding as is_last_seen,
        bool_and(delivery_state is not distinct from 'rejected' or delivery_state is not distinct from 'unreadable') over of_finding as is_gone,
        bool_and(superseded_run is not null) over of_finding as is_answered,
        max(superseded_run) over of_finding as answered_run
    from named
    window of_finding as (partition by finding)
),
told as (
    select s.*, coalesce(u.finding, s.problem_code) as finding, coalesce(u.first_seen_run, s.load_key) as first_seen_run,
        coalesce(u.last_seen_run, s.load_key) as last_seen_run, coalesce(u.is_last_seen, true) as is_last_seen,
        coalesce(u.is_gone, s.delivery_state in ('rejected', 'unreadable'), false) as is_gone,
        coalesce(u.is_answered, s.superseded_run is not null) as is_answered,
        coalesce(u.answered_run, s.superseded_run) as answered_run
    from seen as s
    left join followed_up as u using (seen_in, finding_id)
),
described as (
    select f.source_code, s.country_code, s.counting_unit, s.region_basis, f.load_key as run, d.delivery, k.severity,
        k.code, d.file_name, d.sha256 as file_sha256, k.sheet_name, f.cell, f.row_number, k.raw_text, k.advice, k.advice_es,
        k.is_rejection, f.finding, case when f.is_answered then 'fixed' when f.is_gone then 'gone' when a.finding is not null then 'accepted'
            else 'open' end as state,
        f.first_seen_run, f.last_seen_run, f.is_last_seen, case when f.is_answered then f.answered_run end as closed_run,
        k.column_header, f.about, k.expected, k.expected_es, f.at_stake_count, a.accepted_reason, a.accepted_by, a.accepted_at
    from told as f
    join star.dim_finding_kind as k on k.delivery_key is not distinct from f.delivery_key and k.kind_id = f.kind_id
    left join star.dim_source as s on s.source_code = f.source_code
    left join star.dim_delivery as d on d.delivery_key = f.delivery_key
    left join star.dim_accepted_finding as a using (finding)
)
select * from described
