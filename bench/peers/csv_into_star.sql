-- What DuckDB alone makes of one national file: the same star, read with read_csv. $1 is the file, $2 the job folder.
-- Nothing is archived, proven, checked or hashed, and dates are taken to be written month first.
create schema star;
create temp table line as
select row_number() over () + 1 as row_number, periodo_denuncia, anio_denuncia::integer as year,
    strptime(fecha_descarga, '%-m/%-d/%Y')::date as extraction_date, distrito_fiscal, especialidad, tipo_caso, generico,
    subgenerico, articulo, des_articulo, cantidad::bigint as complaint_count, ubigeo_pjfs,
    strptime(fecha_corte, '%-m/%-d/%Y')::date as published_date
from read_csv('$1', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');
create table star.dim_source as select 1 as source_key, 'mpfn-complaints' as source_code;
create table star.dim_delivery as select 1 as delivery_key, '$1' as file_name;
create table star.dim_period as
select (row_number() over (order by periodo_denuncia, year))::integer as period_key, year, periodo_denuncia
from (select distinct periodo_denuncia, year from line);
create table star.dim_vintage as
select (row_number() over (order by year))::integer as vintage_key, year, max(extraction_date) as extraction_date,
    max(published_date) as published_date, sum(complaint_count)::bigint as complaint_count, count(*) as fact_count
from line
group by year;
create table star.dim_fiscal_district as
select (row_number() over (order by code))::integer as fiscal_district_key, code as fiscal_district_code,
    name as fiscal_district_name, parent as region_code
from read_csv('$2/codelists/pe-fiscal-districts.csv', header = true, all_varchar = true);
create table star.dim_region as
select (row_number() over (order by code))::integer as region_key, code as region_code, name as region_name
from read_csv('$2/codelists/pe-regions.csv', header = true, all_varchar = true);
create table star.dim_offence as
select (row_number() over (order by generico, subgenerico, articulo, des_articulo))::integer as offence_key, *
from (select distinct generico, subgenerico, articulo, des_articulo from line);
create table star.dim_case_type as
select (row_number() over (order by especialidad, tipo_caso))::integer as case_type_key, *
from (select distinct especialidad, tipo_caso from line);
create table star.dim_seat_place as
select (row_number() over (order by ubigeo_pjfs))::integer as seat_place_key, ubigeo_pjfs as seat_place_code
from (select distinct ubigeo_pjfs from line);
create table star.dim_sheet as select 1 as sheet_key, 1 as delivery_key, 'rows' as sheet_name;
create table star.fact_complaint as
select s.source_key, v.vintage_key, 1 as delivery_key, 1 as load_key, p.period_key,
    coalesce(d.fiscal_district_key, 0) as fiscal_district_key, coalesce(r.region_key, 0) as region_key, o.offence_key,
    c.case_type_key, t.seat_place_key, l.complaint_count, 1 as sheet_key, l.row_number::integer as row_number,
    10 as column_index
from line as l
cross join star.dim_source as s
join star.dim_vintage as v using (year)
join star.dim_period as p using (periodo_denuncia, year)
left join star.dim_fiscal_district as d on d.fiscal_district_name = l.distrito_fiscal
left join star.dim_region as r on r.region_code = d.region_code
join star.dim_offence as o using (generico, subgenerico, articulo, des_articulo)
join star.dim_case_type as c using (especialidad, tipo_caso)
join star.dim_seat_place as t on t.seat_place_code = l.ubigeo_pjfs;
checkpoint;
select count(*), sum(complaint_count) from star.fact_complaint;
