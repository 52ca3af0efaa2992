-- One row per month asked for and cell that it was made of: its own, or those of the vintage that closes it and, negative, of the one that opens it; $same compares the columns that both have.
select f.source_code, f.vintage_code, f.file_name, f.file_sha256, f.sheet_name, f.row_number, f.cell, 'complaint_count' as measure,
    case when f.vintage_code = figure.closing_vintage_code then f.complaint_count else -f.complaint_count end as complaint_count
from published.complaint_all_vintages as f
join (
    select *, unnest([closing_vintage_code, opening_vintage_code]) as vintage_code from figure where complaint_count is not null
) as figure on $same
    and (figure.opening_vintage_code is not null or f.period_start = figure.month_start)
order by f.published_date, f.file_sha256, f.sheet_name, f.row_number, length(f.cell), f.cell, f.vintage_code, complaint_count
