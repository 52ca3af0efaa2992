-- One row per cell that the figures asked for add up over the current vintages; $same compares the columns that both have.
select f.source_code, f.vintage_code, f.file_name, f.file_sha256, f.sheet_name, f.row_number, f.cell, 'complaint_count' as measure,
    f.complaint_count
from published.complaint as f
semi join figure on $same
order by f.published_date, f.file_sha256, f.sheet_name, f.row_number, length(f.cell), f.cell, f.vintage_code
