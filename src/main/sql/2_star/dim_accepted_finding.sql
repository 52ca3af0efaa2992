-- One row per finding that a person accepted: it stays as it is, for the reason given.
select finding, reason as accepted_reason, accepted_by, accepted_at, run from accepted_finding
