-- one row per cell of the delivery whose label no code list knows
with dimension_ids as (
    unpivot used_combination
    on fiscal_district_id, region_id, level_1_id, level_2_id, level_3_id, level_4_id, article_id, specialty_id,
        case_type_id, office_type_id, subject_id, specialised_unit_id, seat_place_code_id
    into name dimension value label_id
),
unmapped as (
    select i.combination_id, l.dimension, l.label
    from dimension_ids as i
    join remapped_label as l on l.dimension = regexp_replace(i.dimension, '_id$', '') and l.label_id = i.label_id
    where l.code is null
),
cells as (
    select distinct o.sheet_id, o.row_number, u.dimension, u.label
    from observation as o
    join unmapped as u using (combination_id)
),
located as (
    select s.sheet_name, c.row_number, k.column_letters || c.row_number as cell, k.header, c.label
    from cells as c
    join sheet as s using (sheet_id)
    join sheet_column as k on k.sheet_id = c.sheet_id and k.name = c.dimension
)
select * from located
