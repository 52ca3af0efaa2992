-- One row per release up to this one: a published state of the warehouse and its digests.
with described as (
    select release_number, released_at, is_current, figures_digest, record_digest, ledger_sha256
    from star.dim_release
)
select * from described
