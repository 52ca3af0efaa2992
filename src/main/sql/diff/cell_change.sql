-- one row per compared pair, measure and kind of change: how many cells are new, grew, fell and vanished, and by how much together
with kinds as (
    select *, case change_kind when 'added' then 'added' when 'removed' then 'removed'
            else if(difference_count > 0, 'grew', 'fell') end as kind
    from difference
),
summed as (
    select opening_vintage_code, closing_vintage_code, measure, kind, count(*) as cell_count,
        abs(sum(difference_count))::bigint as moved_count
    from kinds
    group by all
)
select * from summed
order by opening_vintage_code, closing_vintage_code, measure,
    case kind when 'added' then 1 when 'grew' then 2 when 'fell' then 3 else 4 end
