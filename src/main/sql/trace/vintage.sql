-- One row per measure and cell of the vintages asked for; $same compares their codes.
select f.source_code, f.vintage_code, f.file_name, f.file_sha256, f.sheet_name, f.row_number, f.cell, f.measure, f.complaint_count
from (
    select source_code, vintage_code, published_date, file_name, file_sha256, sheet_name, row_number, cell,
        'complaint_count' as measure, complaint_count
    from published.complaint_all_vintages
    union all by name
    select source_code, vintage_code, published_date, file_name, file_sha256, sheet_name, row_number, cell, measure, complaint_count
    from $case_cell
) as f
semi join figure on $same
order by f.published_date, f.file_sha256, f.sheet_name, f.row_number, length(f.cell), f.cell, f.vintage_code
