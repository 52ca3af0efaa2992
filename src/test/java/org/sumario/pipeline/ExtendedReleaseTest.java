package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.model.Decision.Verdict;
import org.sumario.warehouse.FindingRegister;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.Releases;

/** A load adds to a copy of the release before; what comes of that is what comes of all the staging. */
@Tag("long")
class ExtendedReleaseTest {
    @TempDir
    Path folder;

    private int written;

    private Path file(NationalFile file) {
        return file.write(folder.resolve("file-" + ++written + ".csv"));
    }

    private NationalFile until(String month, String extracted, String published, int count) {
        return NationalFile.of(month, 2023, extracted, published)
                .counting((district, offence) -> count + district + offence);
    }

    private Office office() {
        return new Office(folder.resolve("warehouse"));
    }

    /** All that a release says, but for surrogate keys, which hold within one file. */
    private static Map<String, List<List<@Nullable Object>>> everything(Office office) {
        Map<String, List<List<@Nullable Object>>> found = new TreeMap<>();
        office.query("select view_name from duckdb_views() where schema_name = 'published'")
                .forEach(view -> {
                    String name = String.valueOf(view.get(0));
                    found.put(name, office.query("from published." + name + " order by all"));
                });
        for (String dimension : List.of("offence", "case_type", "seat_place", "period", "sheet", "vintage")) {
            found.put(
                    "dim_" + dimension,
                    office.query(
                            "select * exclude (" + dimension + "_key) from star.dim_" + dimension + " order by all"));
        }
        found.put(
                "digests", office.query("select figures_digest, record_digest from star.dim_release where is_current"));
        found.put("record_digest", office.query("from star.record_digest order by all"));
        return found;
    }

    private static void isThatOfAllStaging(Office office) throws IOException {
        Map<String, List<List<@Nullable Object>>> added = everything(office);
        Files.delete(office.warehouse.resolve(Releases.CURRENT));
        try (var files = Files.list(office.warehouse.resolve("releases"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".duckdb")).toList()) {
                Files.delete(file);
            }
        }
        office.load();
        assertThat(everything(office)).isEqualTo(added);
        assertThat(added.get("complaint_all_vintages")).isNotEmpty();
        assertThat(requireNonNull(added.get("record_digest")).stream()
                        .map(row -> List.of(String.valueOf(row.get(0)), String.valueOf(row.get(1)))))
                .as("what the ledger has of the release that was added to")
                .containsExactlyElementsOf(
                        History.of(office.warehouse)
                                .current()
                                .orElseThrow()
                                .manifest()
                                .recordDigests()
                                .entrySet()
                                .stream()
                                .map(digest -> List.of(digest.getKey(), digest.getValue()))
                                .toList());
    }

    private void bring(List<List<Path>> loads) throws IOException {
        for (List<Path> load : loads) {
            office().load(load.toArray(Path[]::new));
        }
        isThatOfAllStaging(office());
    }

    @Test
    void aLaterMonthIsAddedAndKeepsTheKeysThatAreThere() {
        Office office = office();
        office.load(file(until("MAYO", "06/06/2023", "19/06/2023", 40)));
        office.load(file(until("ABRIL", "06/05/2023", "19/05/2023", 30)));
        // Built from staging the keys would follow the order of vintages.
        assertThat(office.query("select vintage_key, period_end::varchar from star.dim_vintage order by 1"))
                .containsExactly(List.of(1, "2023-05-31"), List.of(2, "2023-04-30"));
    }

    @Test
    void aSourceThatWasNotThereIsAdded() throws IOException {
        bring(List.of(
                List.of(file(until("MAYO", "06/06/2023", "19/06/2023", 40))),
                List.of(OfficeWorkload.of(2023).write(folder.resolve("cases.csv"))),
                List.of(file(until("DICIEMBRE", "08/01/2024", "24/01/2024", 100)))));
    }

    @Test
    void aReleaseThatSomebodyAlteredIsNotBuiltUpon() throws Exception {
        office().load(file(until("MAYO", "06/06/2023", "19/06/2023", 40)));
        Path current = office().warehouse.resolve(Releases.CURRENT);
        Files.setPosixFilePermissions(current, PosixFilePermissions.fromString("rw-r--r--"));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + current);
                var statement = connection.createStatement()) {
            statement.execute(
                    "update star.fact_complaint set complaint_count = complaint_count + 1 where row_number = 2");
        }
        office().load(file(until("JUNIO", "06/07/2023", "19/07/2023", 50)));
        assertThat(office().query("select sum(complaint_count)::bigint = (select complaint_count from published.vintage"
                        + " where period_end = '2023-05-31') from published.complaint_all_vintages"
                        + " where vintage_code like '%@2023-05-31%'"))
                .containsExactly(List.of(true));
        isThatOfAllStaging(office());
    }

    @Test
    void whatIsOverdueIsToldOnce() throws IOException {
        office().load(file(until("MAYO", "06/06/2023", "19/06/2023", 40)));
        Instant due = Instant.parse("2023-07-26T11:00:00Z");
        office().loadLate(
                        new LoadRequest.LateSource("mpfn-complaints", due, due),
                        file(until("JUNIO", "06/07/2023", "19/07/2023", 50)));
        office().load(file(until("DICIEMBRE", "08/01/2024", "24/01/2024", 100)));
        assertThat(office().query("select count(*) from published.finding where code = 'SOURCE_LATE'"))
                .containsExactly(List.of(1L));
        isThatOfAllStaging(office());
        office().load(file(NationalFile.of("DICIEMBRE", 2022, "13/01/2022", "24/01/2022")));
        History history = History.of(office().warehouse);
        try (ReleasedWarehouse register =
                FindingRegister.open(office().warehouse, history.received(), history.acceptedFindings())) {
            assertThat(register.rows("select count(*) filter (code = 'SOURCE_LATE'), count(distinct delivery) filter"
                            + " (delivery_state = 'held') from (select f.*, d.state as delivery_state"
                            + " from published.finding as f left join star.dim_delivery as d using (delivery))"))
                    .containsExactly(List.of(1L, 1L));
        }
    }

    @Test
    void severalVintagesAtOnceAreAddedToWhatOnlyHeldDeliveries() throws IOException {
        Path impossible = file(NationalFile.of("DICIEMBRE", 2022, "13/01/2022", "24/01/2022"));
        bring(List.of(
                List.of(impossible),
                List.of(
                        file(until("MAYO", "06/06/2023", "19/06/2023", 40)),
                        file(until("DICIEMBRE", "08/01/2024", "24/01/2024", 100)))));
    }

    @Test
    void figuresPublishedAgainOrEarlierMoveTheDatesOfTheirVintage() throws IOException {
        NationalFile may = until("MAYO", "06/06/2023", "19/06/2023", 40);
        bring(List.of(
                List.of(file(may)),
                List.of(file(until("JUNIO", "06/07/2023", "19/07/2023", 50))),
                List.of(file(may.dated("08/06/2023", "21/06/2023"))),
                List.of(file(may.dated("05/06/2023", "18/06/2023")))));
    }

    @Test
    void aReversionOpensAVintageOfADeliveryThatIsThere() throws IOException {
        NationalFile year = until("DICIEMBRE", "08/01/2024", "24/01/2024", 100);
        NationalFile other = NationalFile.of("DICIEMBRE", 2022, "08/01/2024", "24/01/2024");
        Path both = folder.resolve("both.csv");
        Files.writeString(both, Files.readString(file(year)));
        Files.writeString(both, Files.readString(both) + String.join("\n", other.rows()) + "\n");
        List<List<Path>> loads = new ArrayList<>();
        loads.add(List.of(file(year)));
        loads.add(List.of(both));
        loads.add(List.of(file(NationalFile.of("DICIEMBRE", 2023, "05/01/2024", "20/01/2024")
                .counting((district, offence) -> 99 + district + offence))));
        bring(loads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACCEPT", "REJECT"})
    void whatADecisionTakesOutIsGone(String verdict) throws IOException {
        Path contests = file(until("DICIEMBRE", "08/01/2024", "24/01/2024", 101));
        office().load(file(until("DICIEMBRE", "08/01/2024", "24/01/2024", 100)));
        office().load(contests);
        office().decide(contests, Verdict.valueOf(verdict));
        assertThat(office().query("from published.vintage")).hasSize(1);
        assertThat(office().query(
                                "select distinct complaint_count % 2 from published.complaint where article = '152' and "
                                        + "fiscal_district_code = 'AMAZONAS'"))
                .containsExactly(List.of(verdict.equals("ACCEPT") ? 1L : 0L));
        isThatOfAllStaging(office());
    }
}
