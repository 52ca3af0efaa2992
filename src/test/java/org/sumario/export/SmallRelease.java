package org.sumario.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.sumario.warehouse.ReleasedWarehouse;

/** A released file with the relations that the workbook reads, a few rows each. */
final class SmallRelease {
    private SmallRelease() {}

    static ReleasedWarehouse in(Path folder, String offence) throws IOException, SQLException {
        Path file = Files.createDirectories(folder).resolve("sumario.duckdb");
        Files.deleteIfExists(file);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql :
                    RELATIONS.replace("OFFENCE", offence.replace("'", "''")).split(";\n")) {
                statement.execute(sql);
            }
        }
        return ReleasedWarehouse.open(folder);
    }

    private static final String RELATIONS = """
            create schema published;
            create schema star;
            create table published.release as select 7::bigint as release_number,
              timestamptz '2026-02-01 09:30:00+00' as released_at, true as is_current, 'f7' as figures_digest;
            create table star.dim_source as select 'pe' as source_code, 'Complaints' as title, 'Denuncias' as title_es,
              'The publisher' as publisher, 'https://example.org' as url, 'ODC-By-1.0' as licence, 'name us' as attribution,
              'offence_complained_of' as counting_unit, 'seat' as region_basis, 'year_to_date' as accumulation;
            create table published.vintage as select 'pe' as source_code, 'all' as scope, year,
              'pe:all:' || year || '@' || period_end || '.' || published as vintage_code, make_date(year, 1, 1) as period_start,
              period_end, month(period_end)::integer as months_covered, (published - interval 3 day)::date as extraction_date,
              published as published_date, published as last_confirmed_date, published as published_from,
              published_to, total::bigint as complaint_count, null::bigint as received_count, null::bigint as resolved_count,
              'd' as figures_digest, published_to is null as is_current,
              case when published_to is null then 'current' else 'superseded' end as state, '=a.csv' as file_name, 'h' as file_sha256
              from (values (2022, date '2022-12-31', date '2023-01-20', null, 900),
                (2023, date '2023-05-31', date '2023-06-20', date '2023-07-20', 500),
                (2023, date '2023-05-31', date '2023-07-20', date '2024-01-20', 480),
                (2023, date '2023-12-31', date '2024-01-20', null, 1000)) t(year, period_end, published, published_to, total);
            create table published.complaint_flow as select 'pe' as source_code, 'all' as scope, year, interval_start, interval_end,
              months_in_interval, flow_kind, opening as opening_vintage_code, closing as closing_vintage_code, district as
              fiscal_district_code, district as fiscal_district_name, 'G' as generic, null::varchar as subgeneric,
              null::varchar as level_3_name, null::varchar as level_4_name, '152' as article, 'OFFENCE' as offence_name,
              a::bigint as opening_count, b::bigint as closing_count, (b - a)::bigint as complaint_count,
              greatest(a - b, 0)::bigint as removed_at_least_count
              from (values
                (2022, date '2022-01-01', date '2022-12-31', 12, 'first', null, 'v22', 'LIMA', 0, 900),
                (2023, date '2023-01-01', date '2023-05-31', 5, 'first', null, 'v23a', 'LIMA', 0, 300),
                (2023, date '2023-01-01', date '2023-05-31', 5, 'first', null, 'v23a', 'CUSCO', 0, 200),
                (2023, date '2023-05-31', date '2023-05-31', 0, 'revision_only', 'v23a', 'v23b', 'LIMA', 300, 250),
                (2023, date '2023-05-31', date '2023-05-31', 0, 'revision_only', 'v23a', 'v23b', 'CUSCO', 200, 230),
                (2023, date '2023-06-01', date '2023-12-31', 7, 'extended', 'v23b', 'v23c', 'LIMA', 250, 770),
                (2023, date '2023-06-01', date '2023-12-31', 7, 'extended', 'v23b', 'v23c', 'CUSCO', 230, 230))
              t(year, interval_start, interval_end, months_in_interval, flow_kind, opening, closing, district, a, b);
            create view published.complaint_revision as select source_code, scope, year, opening_vintage_code, closing_vintage_code,
              case when flow_kind = 'revision_only' then 'revision' else 'extended' end as revision_kind, 'changed' as change_kind,
              fiscal_district_code, fiscal_district_name, generic, subgeneric, level_3_name, level_4_name, article, offence_name,
              opening_count, closing_count, complaint_count
              from published.complaint_flow where flow_kind <> 'first' and complaint_count <> 0;
            create table published.complaint_same_period as select 'pe' as source_code, 'all' as scope, year, earlier_year,
              month(v.period_end)::integer as months_covered, v.complaint_count, earlier as earlier_complaint_count,
              v.complaint_count - earlier as difference_count, 20 as extraction_lag_days, lag as earlier_extraction_lag_days,
              0.25::double as unclassified_share, share::double as earlier_unclassified_share, v.vintage_code,
              null::varchar as earlier_vintage_code, case when earlier is null then 'none' end as reason
              from published.vintage as v join (values (480, null, null::bigint, null, null), (1000, 2022, 900, 18, 0.5))
                t(total, earlier_year, earlier, lag, share) on total = v.complaint_count""";
}
