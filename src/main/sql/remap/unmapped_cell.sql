-- one row per cell of the delivery whose label no code list knows, with what its row is about and the counts at stake
with dimension_ids as (
    unpivot used_combination
    on fiscal_district_id, region_id, level_1_id, level_2_id, level_3_id, level_4_id, article_id, specialty_id,
        case_type_id, office_type_id, subject_id, specialised_unit_id, seat_place_code_id
    into name dimension value label_id
),
labelled as (
    select i.combination_id, l.dimension, l.label, l.code
    from dimension_ids as i
    join remapped_label as l on l.dimension = regexp_replace(i.dimension, '_id$', '') and l.label_id = i.label_id
),
placed as (
    -- The other labels, in the order in which a reader of rows has them; a code of a place is none.
    select u.combination_id, u.dimension, u.label, coalesce(string_agg(o.label, ' · ' order by list_position(['fiscal_district',
            'region', 'level_1', 'level_2', 'level_3', 'level_4', 'article', 'specialty', 'case_type', 'office_type', 'subject',
            'specialised_unit'], o.dimension)), '') as about
    from labelled as u
    left join labelled as o on o.combination_id = u.combination_id and o.dimension not in (u.dimension, 'seat_place_code')
    where u.code is null
    group by all
),
cells as (
    select o.sheet_id, o.row_number, p.dimension, p.label, min(p.about) as about,
        sum(coalesce(o.complaint_count, o.received_count, o.resolved_count))::bigint as at_stake_count
    from observation as o
    join placed as p using (combination_id)
    group by all
),
located as (
    select s.sheet_name, c.row_number, k.column_letters || c.row_number as cell, k.header, c.label, c.about, c.at_stake_count
    from cells as c
    join sheet as s using (sheet_id)
    join sheet_column as k on k.sheet_id = c.sheet_id and k.name = c.dimension
)
select * from located
