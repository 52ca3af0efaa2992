-- One row per comparison asked for and cell of its later or of its earlier year, which measure tells; $same compares vintages.
select f.source_code, f.vintage_code, f.file_name, f.file_sha256, f.sheet_name, f.row_number, f.cell, figure.measure, f.complaint_count
from published.complaint_all_vintages as f
join (
    select unnest([
        {'vintage_code': vintage_code, 'measure': 'complaint_count'},
        {'vintage_code': earlier_vintage_code, 'measure': 'earlier_complaint_count'}
    ], recursive := true)
    from figure
) as figure on $same
order by f.published_date, f.file_sha256, f.sheet_name, f.row_number, length(f.cell), f.cell, f.vintage_code, figure.measure
