package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.archive.WarehouseLock;
import org.sumario.model.Delivery.State;
import org.sumario.model.Refused;
import org.sumario.warehouse.ReleaseFigures;

@NullMarked
class LoadTest {
    private static final Path SAMPLE = Path.of("input/sample-complaints");
    private static final Path REAL = Path.of("../shared/data/mpfn-delitos");
    private static final List<String> NATIONAL = List.of(
            "delitos_2019.csv", "delitos_2020.csv", "delitos_2022.csv", "delitos_2023.csv", "delitos_2023_ene-may.csv");

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @Test
    void loadsTheSampleOnceAndFindsNothingNewTheSecondTime() {
        LoadReport first = load(Path.of("input"), List.of());
        assertThat(first.exitCode()).isZero();
        assertThat(first.figuresChanges()).hasSize(5);
        assertThat(first.arrived())
                .hasSize(6)
                .allMatch(arrived -> arrived.delivery().state() == State.ACCEPTED);
        assertThat(first.headlines())
                .singleElement()
                .extracting(LoadReport.HeadlineFigures::byYear)
                .isEqualTo(Map.of(2019, 2509L, 2020, 1698L, 2021, 2860L, 2022, 3398L, 2023, 4060L));

        LoadReport second = load(Path.of("input"), List.of());
        assertThat(second.arrived()).isEmpty();
        assertThat(second.figuresChanges()).isEmpty();
        assertThat(release(second).manifest().releaseNumber())
                .isEqualTo(release(first).manifest().releaseNumber());
        assertThat(digest(second)).isEqualTo(digest(first));
    }

    @Test
    void arrivingOneByOneInReverseGivesTheSameFiguresDigest() {
        LoadReport together = load(Path.of("input"), List.of());
        List<Path> files = new ArrayList<>(list(SAMPLE));
        Collections.reverse(files);
        Path other = folder.resolve("other");
        LoadReport last = together;
        for (Path file : files) {
            last = load(other, Path.of("input"), List.of(file));
        }
        assertThat(digest(last)).isEqualTo(digest(together));
    }

    @Test
    void refusesToLoadWhileAnotherHoldsTheWarehouse() {
        try (WarehouseLock held = WarehouseLock.acquire(folder.resolve("warehouse"), Clock.systemUTC())) {
            assertThatThrownBy(() -> load(Path.of("input"), List.of()))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("WAREHOUSE_LOCKED");
        }
    }

    @Test
    void staysTheSameAfterEverythingDerivedWasDeleted() throws IOException {
        LoadReport first = load(Path.of("input"), List.of());
        Path warehouse = folder.resolve("warehouse");
        for (String derived : List.of("staging", "releases", "sumario.duckdb")) {
            delete(warehouse.resolve(derived));
        }
        LoadReport again = load(Path.of("input"), List.of());
        assertThat(again.arrived()).isEmpty();
        assertThat(digest(again)).isEqualTo(digest(first));
    }

    @Test
    void loadsMoreRowsThanDuckDbKeepsInOneRowGroup() {
        int copies = 2_000;
        NationalFile small = NationalFile.of("DICIEMBRE", 2023, "8/1/2024", "24/1/2024");
        Path large = small.with(rows -> Collections.nCopies(copies, rows).stream()
                        .flatMap(List::stream)
                        .toList())
                .write(folder.resolve("large.csv"));
        LoadReport report = load(folder, List.of(large));
        assertThat(report.exitCode()).isZero();
        assertThat(release(report).current())
                .singleElement()
                .extracting(ReleaseFigures.CurrentVintage::complaintCount)
                .isEqualTo(100L * small.rows().size() * copies);
    }

    @Test
    void loadsTheOthersWhereAFileIsBrokenBehindItsFirstRowsAndSaysSoOnce() throws IOException {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        NationalFile.of("DICIEMBRE", 2023, "8/1/2024", "24/1/2024").write(inbox.resolve("whole.csv"));
        Path cut = NationalFile.of("DICIEMBRE", 2022, "8/1/2023", "24/1/2023").write(inbox.resolve("cut.csv"));
        Files.writeString(cut, Files.readString(cut) + "\"ENERO - DICIEMBRE");
        LoadReport report = load(inbox, List.of());
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(release(report).current())
                .extracting(ReleaseFigures.CurrentVintage::year)
                .containsExactly(2023);
        assertThat(report.arrived())
                .filteredOn(arrived -> arrived.delivery().state() == State.UNREADABLE)
                .singleElement()
                .satisfies(arrived -> assertThat(arrived.delivery().fileName()).isEqualTo("cut.csv"))
                .satisfies(arrived -> assertThat(arrived.totals()).isNull());

        LoadReport again = load(inbox, List.of());
        assertThat(again.arrived()).isEmpty();
        assertThat(again.exitCode()).isZero();
    }

    @Test
    void loadsTheNationalFilesToTheLastDigitAndHoldsTheSliceOfOneDistrict() {
        assumeTrue(Files.isDirectory(REAL), "skipped: no real publications in ../shared/data");
        LoadReport report = load(REAL, List.of());
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.notSpreadsheets())
                .containsExactlyInAnyOrder("diccionario_delitos_penales.pdf", "metadatos_delitos.docx");
        assertThat(report.arrived())
                .filteredOn(arrived -> arrived.delivery().state() == State.HELD)
                .singleElement()
                .satisfies(arrived -> assertThat(
                                arrived.delivery().reasons().english().get(0))
                        .contains("only 1 of 34"));
        assertThat(release(report).current())
                .extracting(ReleaseFigures.CurrentVintage::year, ReleaseFigures.CurrentVintage::complaintCount)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2019, 1_081_851L),
                        org.assertj.core.groups.Tuple.tuple(2020, 693_475L),
                        org.assertj.core.groups.Tuple.tuple(2022, 1_126_824L),
                        org.assertj.core.groups.Tuple.tuple(2023, 1_233_421L));
    }

    @Test
    void realFilesInReverseOneByOneAndTheirTwinsGiveTheSameDigest() throws IOException {
        assumeTrue(Files.isDirectory(REAL), "skipped: no real publications in ../shared/data");
        String together = digest(load(
                folder.resolve("together"),
                REAL,
                NATIONAL.stream().map(REAL::resolve).toList()));
        List<String> reversed = new ArrayList<>(NATIONAL);
        Collections.reverse(reversed);
        String last = "";
        for (String name : reversed) {
            last = digest(load(REAL, List.of(REAL.resolve(name))));
        }
        assertThat(last).isEqualTo(together);

        LoadReport twins = load(REAL, List.of(twin("delitos_2019.csv", "crlf"), twin("delitos_2023.csv", "semicolon")));
        assertThat(twins.arrived()).allMatch(arrived -> arrived.delivery().state() == State.DUPLICATE);
        assertThat(twins.exitCode()).isZero();
        assertThat(digest(twins)).isEqualTo(together);
    }

    @Test
    void theSampleLeavesTheFiguresWhenTheRealSourceArrives() {
        assumeTrue(Files.isDirectory(REAL), "skipped: no real publications in ../shared/data");
        load(Path.of("input"), List.of());
        LoadReport real = load(REAL, List.of(REAL.resolve("delitos_2019.csv")));
        assertThat(release(real).current())
                .extracting(ReleaseFigures.CurrentVintage::sourceCode)
                .containsOnly("mpfn-complaints");
    }

    @Test
    void holdsTruncatedCopiesOfANationalFile() throws IOException {
        assumeTrue(Files.isDirectory(REAL), "skipped: no real publications in ../shared/data");
        load(REAL, List.of(REAL.resolve("delitos_2019.csv")));
        Path truncated = folder.resolve("first_1000.csv");
        Files.write(
                truncated, Files.readAllLines(REAL.resolve("delitos_2019.csv")).subList(0, 1001));
        LoadReport report = load(REAL, List.of(truncated));
        assertThat(report.arrived()).allMatch(arrived -> arrived.delivery().state() == State.HELD);
        assertThat(release(report).current())
                .singleElement()
                .extracting(ReleaseFigures.CurrentVintage::complaintCount)
                .isEqualTo(1_081_851L);
    }

    /** The same publication with other line ends, or with other delimiter, quoting and date writing. */
    private Path twin(String name, String how) throws IOException {
        String text =
                Files.readString(REAL.resolve(name), StandardCharsets.UTF_8).replace("\r\n", "\n");
        Path twin = folder.resolve(how + "_" + name);
        String other = how.equals("crlf")
                ? text.replace("\n", "\r\n")
                : text.replace("\",\"", "\";\"")
                        .replace("1/8/2024", "08/01/2024")
                        .replace("1/24/2024", "24/01/2024");
        Files.writeString(twin, other);
        return twin;
    }

    private LoadReport load(Path input, List<Path> files) {
        return load(folder.resolve("warehouse"), input, files);
    }

    private static LoadReport load(Path warehouse, Path input, List<Path> files) {
        return Loads.run(
                new LoadRequest(input, warehouse, Path.of("jobs"), files, null, null),
                new QuietProgress(),
                Clock.systemUTC());
    }

    private static ReleaseFigures release(LoadReport report) {
        return Objects.requireNonNull(report.release());
    }

    private static String digest(LoadReport report) {
        return release(report).manifest().figuresDigest();
    }

    private static List<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void delete(Path path) throws IOException {
        try (var paths = Files.walk(path)) {
            for (Path each : paths.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
