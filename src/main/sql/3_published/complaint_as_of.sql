-- One row per fact as it had been published by a day; a macro, so it works where this file is opened directly.
create macro published.complaint_as_of(day) as table
    select * exclude (is_current, published_from, published_to)
    from published.complaint_all_vintages
    where published_from <= day::date and (published_to is null or published_to > day::date)
