-- One row per published offence hierarchy of a source; key 0 is unknown. Case and accents are kept, they tell offences apart.
with used as (
    select distinct delivery_key, level_1_id, level_2_id, level_3_id, level_4_id, article_id
    from combination
),
labelled as (
    select distinct d.source_code, l1.label as level_1_name, l2.label as level_2_name, l3.label as level_3_name,
        l4.label as level_4_name, a.label as article
    from used as u
    join delivery as d using (delivery_key)
    left join label as l1
        on l1.delivery_key = u.delivery_key and l1.dimension = 'level_1' and l1.label_id = u.level_1_id
    left join label as l2
        on l2.delivery_key = u.delivery_key and l2.dimension = 'level_2' and l2.label_id = u.level_2_id
    left join label as l3
        on l3.delivery_key = u.delivery_key and l3.dimension = 'level_3' and l3.label_id = u.level_3_id
    left join label as l4
        on l4.delivery_key = u.delivery_key and l4.dimension = 'level_4' and l4.label_id = u.level_4_id
    left join label as a
        on a.delivery_key = u.delivery_key and a.dimension = 'article' and a.label_id = u.article_id
    where d.in_figures
),
numbered as (
    select (row_number() over (order by l.source_code, level_1_name, level_2_name, level_3_name, level_4_name, l.article))::integer
            as offence_key,
        l.source_code, level_1_name, level_2_name, level_3_name, level_4_name, l.article,
        coalesce(level_4_name, level_3_name, level_2_name, level_1_name) as offence_name,
        exists (select 1 from unclassified as x where x.source_code = l.source_code
            and x.label = case x.dimension when 'level_1' then level_1_name when 'level_2' then level_2_name
                when 'level_3' then level_3_name when 'level_4' then level_4_name else l.article end) as is_unclassified
    from labelled as l
    where coalesce(level_1_name, level_2_name, level_3_name, level_4_name, l.article) is not null
),
members as (
    select * from numbered
    union all
    select 0, null, null, null, null, null, null, 'unknown', false
)
select * from members
