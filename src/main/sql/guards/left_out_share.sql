-- one row where the arrival's counts left out or unmapped labels exceed their share of observations or of the sum of a measure
with shares as (
    select any_value(t.rejected_share_at_most) as rejected_share_at_most,
        any_value(t.unmapped_share_at_most) as unmapped_share_at_most,
        max(greatest(c.left_out_count / greatest(c.observation_count, 1), abs(c.rejected_sum) / greatest(c.raw_sum, 1)))
            as rejected_share,
        max(greatest(c.unmapped_count / greatest(c.observation_count, 1), c.unmapped_sum / greatest(c.raw_sum, 1)))
            as unmapped_share
    from control_total as c
    join delivery as d using (delivery_key)
    join threshold as t using (source_code)
    where d.state = 'arrival'
    having count(*) > 0
),
exceeding as (
    select 'GUARD_REJECTED_SHARE' as reason_code, format('{:.2f}', 100 * rejected_share) as argument_1,
        format('{:.2f}', 100 * rejected_share_at_most::double) as argument_2, '' as argument_3, '' as argument_4
    from shares
    where rejected_share > rejected_share_at_most
    union all
    select 'GUARD_UNMAPPED_SHARE', format('{:.2f}', 100 * unmapped_share),
        format('{:.2f}', 100 * unmapped_share_at_most::double), '', ''
    from shares
    where unmapped_share > unmapped_share_at_most
)
select * from exceeding
