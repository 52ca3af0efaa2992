-- One row per measure and cell that the figures asked for add up over the current vintages; $same compares the columns that both have.
select f.source_code, f.vintage_code, f.file_name, f.file_sha256, f.sheet_name, f.row_number, f.cell, f.measure, f.complaint_count
from $case_cell as f
semi join figure on $same
where f.is_current
order by f.published_date, f.file_sha256, f.sheet_name, f.row_number, length(f.cell), f.cell, f.vintage_code
