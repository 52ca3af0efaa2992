-- One row per finding about an accepted or repeated delivery or about a source: where it stands, what it is about and what is at stake.
with located as (
    select k.kind_code, k.place_kind_code, k.source_code, k.load_key, f.*, coalesce(nullif(f.about, ''), f.cell) as told_by
    from finding as f
    join star.dim_finding_kind as k using (delivery_key, kind_id)
    where f.delivery_key in (from told_delivery)
),
counted as (
    -- Rows that read alike are told apart by their order.
    select *, row_number() over (partition by delivery_key, kind_code, told_by order by finding_id) as alike_number
    from located
),
together as (
    select source_code, delivery_key, load_key, finding_id, kind_id, row_number, cell, about, at_stake_count,
        sha256(concat_ws(chr(31), kind_code, told_by, alike_number))[1:12] as problem_code
    from counted
    union all
    select source_code, null, load_key, kind_id, kind_id, null, null, null, null, kind_code
    from star.dim_finding_kind
    where delivery_key is null and exists (from source_finding)
)
select * from together
