-- One row per cell of the facts asked for, which are the relation figure.
select f.source_code, f.vintage_code, f.file_name, f.file_sha256, f.sheet_name, f.row_number, f.cell, 'complaint_count' as measure,
    f.complaint_count
from figure as f
order by f.published_date, f.file_sha256, f.sheet_name, f.row_number, length(f.cell), f.cell, f.vintage_code
