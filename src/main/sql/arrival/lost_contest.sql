-- one row per pair of deliveries with the same dates and other figures of which a decision accepted one when both were there
with accepted as (
    select delivery_key, sha256, source_code, accepted_in from delivery where accepted_in is not null
),
lost as (
    select distinct a.delivery_key as winner_key, a.accepted_in, d.delivery_key as loser_key
    from accepted as a
    join vintage_total as v on v.delivery_key = a.delivery_key
    join delivery as d on d.source_code = a.source_code and d.delivery_key <> a.delivery_key
        and d.known_since < a.accepted_in and coalesce(d.accepted_in, 0) < a.accepted_in
    join vintage_total as w on w.delivery_key = d.delivery_key and w.scope = v.scope and w.year = v.year
        and w.period_end = v.period_end and w.extraction_date = v.extraction_date
        and w.published_date = v.published_date and w.fingerprint <> v.fingerprint
)
select * from lost order by accepted_in desc, winner_key, loser_key
