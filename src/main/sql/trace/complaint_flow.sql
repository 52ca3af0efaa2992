-- One row per flow asked for and cell of the vintage that closes it or, negative, of the one that opens it; $same compares the columns that both have.
select f.source_code, f.vintage_code, f.file_name, f.file_sha256, f.sheet_name, f.row_number, f.cell, 'complaint_count' as measure,
    case when f.vintage_code = figure.closing_vintage_code then f.complaint_count else -f.complaint_count end as complaint_count
from published.complaint_all_vintages as f
join (
    select *, unnest([closing_vintage_code, opening_vintage_code]) as vintage_code from figure
) as figure on $same
    -- Versions of a district are one district.
    and coalesce(f.fiscal_district_code, f.fiscal_district_name) = coalesce(figure.fiscal_district_code, figure.fiscal_district_name)
order by f.published_date, f.file_sha256, f.sheet_name, f.row_number, length(f.cell), f.cell, f.vintage_code, complaint_count
