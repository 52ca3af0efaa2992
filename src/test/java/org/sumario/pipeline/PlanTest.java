package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.SmallZip;
import org.sumario.archive.Archive;
import org.sumario.archive.Ledger;
import org.sumario.model.Delivery.State;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.report.Account;
import org.sumario.warehouse.FigureChange;
import org.sumario.warehouse.RowReceiver;
import tools.jackson.databind.JsonNode;

/** A warehouse that has the publication of January to May 2023, and a plan to load that of the whole year. */
@Tag("long")
class PlanTest {
    @TempDir
    static Path shared;

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    private static Path may = Path.of("");
    private static Path year = Path.of("");
    private static String id = "";
    private static Map<String, String> before = Map.of();
    private static List<List<Object>> whereThereWasNothing = List.of();
    private static List<List<Object>> compared = List.of();

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Office office;

    @BeforeAll
    static void planOnce() throws IOException {
        Office first = new Office(shared.resolve("warehouse"));
        may = firstMonths().write(shared.resolve("may.csv"));
        year = whole().write(shared.resolve("year.csv"));
        try (PlanReport plan = first.plan(may)) {
            assertThat(plan.baseRelease()).isZero();
            whereThereWasNothing =
                    rows(plan, "select revision_kind, opening_count is null, closing_count from published.compared");
            id = requireNonNull(plan.id());
        }
        first.carryOut(id);
        before = withoutPlans(first);
        try (PlanReport plan = first.plan(year)) {
            assertThat(plan.verdict()).isEqualTo(Account.Verdict.READY);
            id = requireNonNull(plan.id());
            compared = rows(
                    plan,
                    "select revision_kind, months_added::varchar, opening_count, closing_count from published.compared");
        }
    }

    private static NationalFile firstMonths() {
        return NationalFile.of("MAYO", 2023, "06/06/2023", "19/06/2023").counting((district, offence) -> 10);
    }

    private static NationalFile whole() {
        return NationalFile.of("DICIEMBRE", 2023, "08/01/2024", "24/01/2024")
                .counting((district, offence) -> offence == 0 ? 25 : 30);
    }

    @BeforeEach
    void copyThePlannedWarehouse() throws IOException {
        office = new Office(copy(shared.resolve("warehouse"), folder.resolve("warehouse")));
    }

    @Test
    void writesNothingButItself() throws IOException {
        assertThat(withoutPlans(office)).isEqualTo(before);
        assertThat(plans()).isDirectoryContaining("glob:**/" + id);
    }

    @Test
    void tellsAnExtensionFromARevisionAndNamesNewLabelsWithWhatTheyMayMean() throws IOException {
        assertThat(compared).containsExactly(List.of("extended", "7", 1020L, 2890L));
        Path revised = firstMonths()
                .dated("06/07/2023", "19/07/2023")
                .with(rows -> rows.stream()
                        .map(row -> row.replace(",SANTA,PENAL,DENUNCIA,NO TIP", ",SANTAH,PENAL,DENUNCIA,NO TIP"))
                        .toList())
                .write(folder.resolve("revised.csv"));
        office.editableJobs(folder.resolve("jobs"));
        edit("mpfn-complaints.yml", "complete: [fiscal_district]", "complete: []\n  unmapped_share_at_most: 1");
        try (PlanReport plan = office.plan(revised)) {
            assertThat(rows(plan, "select revision_kind from published.compared"))
                    .containsExactly(List.of("revision"));
            assertThat(plan.account().unmappedLabels())
                    .extracting(
                            Account.UnmappedLabel::label, Account.UnmappedLabel::codelist, Account.UnmappedLabel::cells)
                    .containsExactly(tuple("SANTAH", "pe-fiscal-districts", 1L));
            assertThat(plan.account().unmappedLabels().get(0).nearest().get(0)).isEqualTo("SANTA SANTA");
            assertThat(plan.account().unmappedLabels().get(0).example()).startsWith("revised.csv!revised!D");
            assertThat(plan.account().findings().byRule()).extracting("code").contains("LABEL_UNMAPPED");
        }
    }

    @Test
    void isCarriedOutAsTheLoadThatItPlannedWithoutBuildingItAgain() throws IOException {
        Office other = new Office(copy(office.warehouse, folder.resolve("other")));
        other.load(year);
        Object built = Files.getAttribute(plans().resolve(id).resolve(Plan.RELEASE), "unix:ino");

        LoadState state = office.carryOut(id);

        assertThat(Files.getAttribute(office.warehouse.resolve("sumario.duckdb"), "unix:ino"))
                .isEqualTo(built);
        assertThat(digests(office)).hasSizeGreaterThan(5).isEqualTo(digests(other));
        assertThat(office.figuresDigest()).isEqualTo(other.figuresDigest());
        assertThat(withoutTimes(office.warehouse)).isEqualTo(withoutTimes(other.warehouse));
        assertThat(office.query("select epoch_us(received_at) from published.delivery where load_number = 2"))
                .isEqualTo(office.query("select epoch_us(started_at) from published.load where load_number = 2"))
                .containsExactly(List.of(micros(state)));
        assertThat(new Archive(office.warehouse).isIntact(Archive.sha256(year))).isTrue();

        try (PlanReport again = office.plan(year)) {
            assertThat(again.id()).isNull();
            assertThat(again.verdict()).isEqualTo(Account.Verdict.READY);
            assertThat(rows(again, "from published.difference")).isEmpty();
            assertThat(again.load().known()).hasSize(1);
        }
    }

    private static long micros(LoadState state) {
        var received = state.deliveries.get(1).delivery().receivedAt();
        return received.getEpochSecond() * 1_000_000 + received.getNano() / 1_000;
    }

    private static Map<String, String> digests(Office office) {
        return History.of(office.warehouse).current().orElseThrow().manifest().recordDigests();
    }

    @Test
    void isRefusedWithEverythingThatMoved() throws IOException {
        office.editableJobs(folder.resolve("jobs"));
        Path copied = Files.copy(year, folder.resolve("copied.csv"));
        Path description = plans().resolve(id).resolve("plan.json");
        Files.writeString(description, Files.readString(description).replace(year.toString(), copied.toString()));
        Files.writeString(office.jobs.resolve("mpfn-complaints.yml"), "# seen\n", StandardOpenOption.APPEND);
        Files.writeString(copied, "\n", StandardOpenOption.APPEND);
        assertThat(moved())
                .containsExactly(
                        Reason.of("PLAN_FILE_CHANGED", copied),
                        Reason.of("PLAN_JOB_FILE_CHANGED", "mpfn-complaints.yml"));
        Files.delete(copied);
        Files.delete(office.jobs.resolve("sesnsp-idefc.yml"));
        assertThat(moved())
                .contains(Reason.of("PLAN_FILE_GONE", copied), Reason.of("PLAN_JOB_FILE_GONE", "sesnsp-idefc.yml"));
        assertThat(History.of(office.warehouse).runs()).containsExactly(1L);
        assertThatThrownBy(() -> office.carryOut("../plans")).hasMessageContaining("PLAN_UNKNOWN");
    }

    @Test
    void isRefusedAfterAnotherReleaseWhichItNamesThoughItsFilesAreGone() {
        office.load(
                NationalFile.of("DICIEMBRE", 2022, "13/01/2023", "24/01/2023").write(folder.resolve("2022.csv")));
        assertThat(moved()).containsExactly(Reason.of("PLAN_RELEASE_MADE", 2, 1));
        assertThat(plans().resolve(id))
                .isDirectoryContaining("glob:**.json")
                .isDirectoryNotContaining("glob:**{staging,.duckdb}");
        Plans.forget(office.warehouse, 2);
        assertThat(plans()).isEmptyDirectory();
    }

    @Test
    void needsADecisionOfWhatWouldBeHeldAndCanBeCarriedOutAsItStands() throws IOException {
        Path part = whole().with(rows -> rows.subList(0, 60)).write(folder.resolve("part.csv"));
        Path zip = new SmallZip().with("part.csv", Files.readAllBytes(part)).write(folder.resolve("part.zip"));
        Path junk = Files.writeString(folder.resolve("junk.csv"), "a,b\n1,2\n");
        String held;
        try (PlanReport plan = office.plan(zip, junk)) {
            assertThat(plan.verdict()).isEqualTo(Account.Verdict.NEEDS_DECISION);
            assertThat(plan.load().arrived())
                    .extracting(
                            arrived -> arrived.delivery().state(),
                            arrived -> arrived.delivery().reasons().isEmpty())
                    .containsExactly(tuple(State.HELD, false), tuple(State.UNREADABLE, false));
            held = requireNonNull(plan.id());
            assertThat(plan.account().changes()).isEqualTo(Account.Changes.NONE);
            Account.IfAccepted part60 = plan.account().ifAccepted().get(0);
            assertThat(part60.refusal()).isNull();
            assertThat(requireNonNull(part60.changes()).years())
                    .extracting(Account.YearChange::revisionKind, Account.YearChange::closingCount)
                    .containsExactly(tuple("extended", 1700L));
            assertThat(plan.account().ifAccepted()).hasSize(1);
        }
        assertThat(plans().resolve("unfinished")).doesNotExist();
        assertThat(plans().resolve(held))
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryNotContaining("glob:**/if-accepted");
        assertThat(withoutPlans(office)).isEqualTo(before);
        String digest = office.figuresDigest();
        office.carryOut(held);
        assertThat(office.state(part)).isEqualTo(State.HELD);
        assertThat(office.state(junk)).isEqualTo(State.UNREADABLE);
        assertThat(new Archive(office.warehouse).isIntact(Archive.sha256(part))).isTrue();
        assertThat(office.releaseNumber()).isEqualTo(2);
        assertThat(office.figuresDigest()).isEqualTo(digest);
    }

    @Test
    void saysWhyALoadWouldReleaseNothingAndKeepsNoPlan() throws IOException {
        Recovery.delete(plans());
        office.editableJobs(folder.resolve("jobs"));
        edit("codelists/pe-fiscal-districts.csv", "\nSANTA,SANTA,", "\nSANTA,SANTAH,");
        try (PlanReport plan = office.plan(year)) {
            assertThat(plan.verdict()).isEqualTo(Account.Verdict.REFUSED);
            assertThat(requireNonNull(plan.refusal()).code()).isEqualTo("MAPPING_BREAKS_ACCEPTED");
            assertThat(plan.id()).isNull();
        }
        assertThat(withoutPlans(office)).isEqualTo(before);
        assertThat(plans()).isEmptyDirectory();
    }

    @Test
    void showsWhatAChangedMappingWouldDoAndReadsNoFileForIt() throws IOException {
        office.editableJobs(folder.resolve("jobs"));
        edit("codelists/pe-fiscal-districts.csv", "LIMA NOROESTE,,PE-CAL", "LIMA NOROESTE,,PE-LIM");
        List<FigureChange> changes;
        String mapped;
        try (PlanReport plan = office.plan(may)) {
            changes = plan.load().mapping().changes();
            assertThat(plan.load().mapping().fromFiles()).isZero();
            assertThat(changes)
                    .extracting(FigureChange::memberCode, FigureChange::beforeCount, FigureChange::afterCount)
                    .containsExactly(tuple("PE-CAL", 60L, 30L), tuple("PE-LIM", 180L, 210L));
            mapped = requireNonNull(plan.id());
        }
        assertThat(withoutPlans(office)).isEqualTo(before);
        assertThat(requireNonNull(office.carryOut(mapped).built).changes()).isEqualTo(changes);
        assertThat(History.of(office.warehouse).current().orElseThrow().changes())
                .isEqualTo(changes);
    }

    @Test
    void aReleaseFileForAnotherRunOrWrittenIntoIsNotReleased() throws IOException {
        Plan plan = Plan.read(office.warehouse, id);
        String head = new Ledger(office.warehouse).examine().head();
        assertThat(plan.isBuiltFor(2, head)).isTrue();
        assertThat(plan.isBuiltFor(3, head)).isFalse();
        assertThat(plan.isBuiltFor(2, "")).isFalse();
        Files.write(plan.release(), new byte[] {0}, StandardOpenOption.APPEND);
        assertThat(plan.isBuiltFor(2, head)).isFalse();
        // A run that was killed: its number is used, and the next load records that it died.
        Files.createDirectories(office.warehouse.resolve("runs/2"));
        assertThat(office.carryOut(id).run).isEqualTo(3);
        assertThat(office.query("select load_number from published.delivery order by 1"))
                .containsExactly(List.of(1L), List.of(3L));
        assertThat(office.byYear()).isEqualTo(Map.of(2023L, 2890L));
    }

    @Test
    void theFirstReleaseIsPlannedToo() {
        assertThat(whereThereWasNothing).containsExactly(List.of("first", true, 1020L));
    }

    private static Map<String, String> withoutPlans(Office office) throws IOException {
        Map<String, String> found = files(office.warehouse);
        found.keySet().removeIf(path -> path.startsWith("plans/"));
        return found;
    }

    private List<Reason> moved() {
        try {
            office.carryOut(id);
            throw new AssertionError("carried out");
        } catch (Refused refused) {
            assertThat(refused.reason().code()).isEqualTo("PLAN_MOVED");
            return refused.reason().details();
        }
    }

    private Path plans() {
        return office.warehouse.resolve("plans");
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = office.jobs.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    /** Lines of the ledger without what differs by the hour. */
    private static List<String> withoutTimes(Path warehouse) {
        List<String> lines = new ArrayList<>();
        for (JsonNode line : new Ledger(warehouse).lines()) {
            lines.add(line.toString().replaceAll("\"(\\w+_at|duration_ms|\\w*sha256)\":(\"[^\"]*\"|\\d+),?", ""));
        }
        return lines;
    }

    private static List<List<Object>> rows(PlanReport plan, String sql) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        requireNonNull(plan.differences()).query(sql, List.of(), new RowReceiver() {
            @Override
            public void columns(List<String> names) {}

            @Override
            public void row(List<@Nullable Object> values) {
                rows.add(List.copyOf(values));
            }
        });
        return rows;
    }

    /** The hash of every file by its path. */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(folder.relativize(file).toString(), Archive.sha256(file));
            }
        }
        return hashes;
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return to;
    }
}
