-- One row per type of case as published: office, subject, specialty, case type and specialised unit; key 0 is unknown.
with labelled as (
    select distinct f.label as office_type, s.label as subject, y.label as specialty, c.label as case_type,
        u.label as specialised_unit
    from (select distinct delivery_key, office_type_id, subject_id, specialty_id, case_type_id, specialised_unit_id
        from combination) as o
    join delivery as d using (delivery_key)
    left join label as f
        on f.delivery_key = o.delivery_key and f.dimension = 'office_type' and f.label_id = o.office_type_id
    left join label as s
        on s.delivery_key = o.delivery_key and s.dimension = 'subject' and s.label_id = o.subject_id
    left join label as y
        on y.delivery_key = o.delivery_key and y.dimension = 'specialty' and y.label_id = o.specialty_id
    left join label as c
        on c.delivery_key = o.delivery_key and c.dimension = 'case_type' and c.label_id = o.case_type_id
    left join label as u
        on u.delivery_key = o.delivery_key and u.dimension = 'specialised_unit' and u.label_id = o.specialised_unit_id
    where d.in_figures
),
numbered as (
    select (row_number() over (order by office_type, subject, specialty, case_type, specialised_unit))::integer as case_type_key,
        office_type, subject, specialty, case_type, specialised_unit
    from labelled
    where coalesce(office_type, subject, specialty, case_type, specialised_unit) is not null
),
members as (
    select * from numbered
    union all
    select 0, null, null, null, null, null
)
select * from members
