-- One row per fact of every vintage, current or superseded; never to be summed without an as-of condition on published_from and published_to, and within one source only.
with joined as (
    select s.source_code, s.country_code, s.counting_unit, s.region_basis, v.scope, v.year, p.period_start, p.period_end,
        v.months_covered, v.is_full_year, d.fiscal_district_code, d.fiscal_district_name, r.region_code, r.region_name,
        o.level_1_name as generic, o.level_2_name as subgeneric, o.level_3_name, o.level_4_name, o.article,
        o.offence_name, o.is_unclassified, c.specialty, c.case_type, f.complaint_count, v.extraction_date,
        v.published_date, v.vintage_code, n.release_number, e.file_name, e.sha256 as file_sha256, h.sheet_name,
        f.row_number,
        case when f.column_index >= 702 then chr((65 + (f.column_index - 702) // 676)::integer) else '' end
            || case when f.column_index >= 26 then chr((65 + (f.column_index - 26) // 26 % 26)::integer) else '' end
            || chr((65 + f.column_index % 26)::integer) || f.row_number as cell,
        t.seat_place_code, v.is_latest,
        u.unclassified_count / nullif(v.complaint_count, 0) as unclassified_share, v.scope_present_count,
        v.scope_expected_count, v.is_current, v.published_from, v.published_to
    from star.fact_complaint as f
    join star.dim_source as s using (source_key)
    join star.dim_vintage as v using (vintage_key)
    join star.fact_unclassified as u using (vintage_key)
    join star.dim_period as p using (period_key)
    join star.dim_delivery as e on e.delivery_key = f.delivery_key
    join star.dim_fiscal_district as d using (fiscal_district_key)
    join star.dim_region as r on r.region_key = f.region_key
    join star.dim_offence as o using (offence_key)
    join star.dim_case_type as c using (case_type_key)
    join star.dim_seat_place as t using (seat_place_key)
    join star.dim_sheet as h using (sheet_key)
    cross join (select max(release_number) as release_number from star.dim_release) as n
)
select * from joined
