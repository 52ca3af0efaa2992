package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.SmallZip;
import org.sumario.archive.Archive;
import org.sumario.archive.Ledger;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.rows.Limits;
import tools.jackson.databind.JsonNode;

class ContainerLoadTest {
    private static final Path REAL = Path.of("../shared/data/mpfn-delitos");
    private static final Path SAMPLE = Path.of("input/sample-complaints");

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // made before every test
    private Office office;

    @BeforeEach
    void open() {
        office = new Office(folder.resolve("warehouse"));
    }

    @Test
    void everySpreadsheetOfAZipIsADeliveryOfItsOwn() {
        Path zip = new SmallZip()
                .with("2019.csv", national(2019))
                .with("old/2018.txt", national(2018))
                .with("cover.pdf", "%PDF-1.4")
                .with("read me.txt", "see the web page")
                .write(folder.resolve("complaints.zip"));
        LoadState state = office.load(zip);
        assertThat(arrived(state))
                .extracting(Delivery::fileName, Delivery::state, Delivery::sourceCode)
                .containsExactlyInAnyOrder(
                        tuple("complaints.zip!2019.csv", State.ACCEPTED, "mpfn-complaints"),
                        tuple("complaints.zip!old/2018.txt", State.ACCEPTED, "mpfn-complaints"));
        assertThat(state.notSpreadsheets)
                .containsExactlyInAnyOrder("complaints.zip!cover.pdf", "complaints.zip!read me.txt");
        assertThat(Publish.exitCode(state)).isZero();
        assertThat(office.byYear()).isEqualTo(Map.of(2018L, 10_200L, 2019L, 10_200L));
        assertThat(arrived(state)).allMatch(delivery -> state.archive.contains(delivery.sha256()));
        assertThat(state.archive.contains(Archive.sha256(zip))).isFalse();
    }

    @Test
    void aGzipIsADeliveryNamedAfterIt() {
        Path gzip = SmallZip.write(folder.resolve("2019.csv.gz"), SmallZip.gzip(national(2019)));
        assertThat(arrived(office.load(gzip)))
                .singleElement()
                .extracting(Delivery::fileName, Delivery::state)
                .containsExactly("2019.csv.gz!2019.csv", State.ACCEPTED);
    }

    @Test
    void figuresAreThoseOfTheSameFilesOutsideAZip() throws IOException {
        office.load(new SmallZip()
                .with("a", national(2018))
                .with("b", national(2019))
                .write(folder.resolve("x.zip")));
        Office other = new Office(folder.resolve("other"));
        other.load(file("a.csv", national(2018)), file("b.csv", national(2019)));
        assertThat(office.figuresDigest()).isEqualTo(other.figuresDigest());
    }

    @Test
    void nothingIsNewWhenTheZipOrItsMembersComeAgain() throws IOException {
        byte[] content = national(2019);
        Path csv = file("2019.csv", content);
        Path zip = new SmallZip().with("inner.csv", content).write(folder.resolve("first.zip"));
        Path other = new SmallZip()
                .with("same.csv", content)
                .with("again.csv", content)
                .with("2018.csv", national(2018))
                .write(folder.resolve("second.zip"));
        office.load(csv);
        LoadState first = office.load(zip);
        assertThat(arrived(first)).isEmpty();
        assertThat(first.knownFiles).containsExactly(Archive.sha256(csv));
        assertThat(arrived(office.load(other)))
                .singleElement()
                .extracting(Delivery::fileName)
                .isEqualTo("second.zip!2018.csv");
        LoadState again = office.load(other, zip, csv);
        assertThat(arrived(again)).isEmpty();
        assertThat(again.knownFiles).hasSize(2);
        assertThat(again.opened).isEmpty();
    }

    @Test
    void theLedgerTellsWhichArchiveADeliveryCameIn() {
        byte[] content = national(2019);
        office.load(new SmallZip().with("a.csv", content).write(folder.resolve("one.zip")));
        Path two =
                new SmallZip().with("b.csv", content).with("c.pdf", "%PDF-1.4").write(folder.resolve("two.zip"));
        office.load(two);
        List<JsonNode> loads = lines("load");
        JsonNode entry = loads.get(1).path("containers").path(0);
        assertThat(entry.path("sha256").asString()).isEqualTo(Archive.sha256(two));
        assertThat(entry.path("file_name").asString()).isEqualTo("two.zip");
        assertThat(entry.path("members").path(0).path("file_name").asString()).isEqualTo("two.zip!b.csv");
        assertThat(entry.path("members").path(0).path("sha256").asString())
                .isEqualTo(loads.get(0)
                        .path("containers")
                        .path(0)
                        .path("members")
                        .path(0)
                        .path("sha256")
                        .asString());
        assertThat(entry.path("not_spreadsheets").path(0).asString()).isEqualTo("two.zip!c.pdf");
    }

    @Test
    void aLoadWithoutContainersWritesNoneInTheLedger() throws IOException {
        office.load(file("2019.csv", national(2019)));
        assertThat(lines("load")).noneMatch(line -> line.has("containers"));
        assertThat(History.of(office.warehouse).container("0".repeat(64))).isEmpty();
    }

    @Test
    void whatCannotBeReadIsUnreadableByItselfAndTheOthersGoOn() {
        byte[] zip = new SmallZip()
                .with("2019.csv", national(2019))
                .with("other.csv", "year,count\n2019,7\n")
                .with("within.zip", new SmallZip().with("a.csv", "a,b\n").bytes())
                .bytes();
        LoadState state = office.load(SmallZip.write(folder.resolve("x.zip"), zip));
        assertThat(arrived(state))
                .extracting(Delivery::fileName, Delivery::state)
                .containsExactlyInAnyOrder(
                        tuple("x.zip!2019.csv", State.ACCEPTED),
                        tuple("x.zip!other.csv", State.UNREADABLE),
                        tuple("x.zip!within.zip", State.UNREADABLE));
        assertThat(reasons(state)).anyMatch(reason -> reason.contains("archive within an archive"));
        assertThat(reasons(state)).anyMatch(reason -> reason.contains("no job file describes"));
        assertThat(Publish.exitCode(state)).isEqualTo(3);
        assertThat(arrived(office.load(folder.resolve("x.zip")))).isEmpty();
    }

    @Test
    void aReadMeBesideASpreadsheetIsOnlyNamedAndARaggedSpreadsheetIsNone() {
        String readMe = "LEEME\nContiene, entre otros, los delitos.\nFuente: MPFN, datos abiertos, ODC-By.\n";
        String ragged = "Delitos denunciados\n" + new String(national(2019), StandardCharsets.UTF_8)
                + "Nota: cifras, según su registro\nfin\n";
        LoadState state = office.load(new SmallZip()
                .with("LEEME.txt", readMe)
                .with("2019.csv", ragged)
                .write(folder.resolve("x.zip")));
        assertThat(arrived(state)).extracting(Delivery::fileName).containsExactly("x.zip!2019.csv");
        assertThat(state.notSpreadsheets).containsExactly("x.zip!LEEME.txt");
    }

    @Test
    void aMemberThatNoJobFileMatchedIsLookedAtAgainWhenThereIsOne() throws IOException {
        Path jobs = office.editableJobs(folder.resolve("jobs"));
        Path job = jobs.resolve("mpfn-complaints.yml");
        String text = Files.readString(job);
        Files.writeString(job, text.replace("cantidad", "quantity"));
        Path zip = new SmallZip().with("2019.csv", national(2019)).write(folder.resolve("x.zip"));
        assertThat(arrived(office.load(zip)))
                .singleElement()
                .extracting(Delivery::state)
                .isEqualTo(State.UNREADABLE);
        Files.writeString(job, text);
        assertThat(arrived(office.load(zip)))
                .singleElement()
                .extracting(Delivery::state)
                .isEqualTo(State.ACCEPTED);
    }

    @Test
    void aMemberThatCannotBeUnpackedMakesTheZipItselfUnreadable() {
        byte[] zip = new SmallZip()
                .with("2019.csv", national(2019))
                .with("secret.csv", national(2018))
                .bytes();
        Path file = SmallZip.write(folder.resolve("x.zip"), SmallZip.encrypted(zip, 1));
        LoadState state = office.load(file);
        assertThat(office.byYear()).containsOnlyKeys(2019L);
        assertThat(arrived(state))
                .filteredOn(delivery -> delivery.state() == State.UNREADABLE)
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(delivery.fileName()).isEqualTo("x.zip");
                    assertThat(delivery.sha256()).isEqualTo(Archive.sha256(file));
                    assertThat(state.archive.contains(delivery.sha256())).isTrue();
                    assertThat(delivery.reasons().english().get(0)).contains("x.zip!secret.csv", "password");
                });
        assertThat(Publish.exitCode(state)).isEqualTo(3);
        LoadState again = office.load(file);
        assertThat(arrived(again)).isEmpty();
        assertThat(again.opened).isEmpty();
    }

    @Test
    void manyReasonsAreCounted() {
        SmallZip zip = new SmallZip();
        for (int i = 0; i < 30; i++) {
            zip.with(i + ".csv", "a,b\n");
        }
        byte[] bytes = zip.bytes();
        for (int i = 0; i < 30; i++) {
            bytes = SmallZip.encrypted(bytes, i);
        }
        LoadState state = office.load(SmallZip.write(folder.resolve("x.zip"), bytes));
        assertThat(reasons(state)).hasSize(21).last().asString().contains("10 more");
    }

    @Test
    void aZipThatIsCutOffIsUnreadable() {
        byte[] zip = new SmallZip().with("2019.csv", national(2019)).bytes();
        Path file = SmallZip.write(folder.resolve("x.zip"), java.util.Arrays.copyOf(zip, zip.length - 30));
        assertThat(arrived(office.load(file)))
                .singleElement()
                .extracting(Delivery::fileName, Delivery::state)
                .containsExactly("x.zip", State.UNREADABLE);
    }

    @Test
    void aZipBeyondALimitIsReadOnceTheLimitIsRaised() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        new SmallZip()
                .with("2018.csv", national(2018))
                .with("2019.csv", national(2019))
                .write(inbox.resolve("x.zip"));
        Limits tight = Limits.of((name, standard) -> name.equals("members") ? 1 : standard);
        LoadReport refused = load(inbox, tight);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.arrived())
                .singleElement()
                .satisfies(arrived -> assertThat(
                                arrived.delivery().reasons().english().get(0))
                        .contains("limit_members"));
        assertThat(load(inbox, Limits.DEFAULT).arrived()).hasSize(2);
    }

    @Test
    void aZipWithoutSpreadsheetsIsOnlyNamedInTheInboxAndUnreadableWhereAPersonNamesIt() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Path zip = new SmallZip().with("a.pdf", "%PDF-1.4").write(inbox.resolve("x.zip"));
        LoadReport report = load(inbox, Limits.DEFAULT);
        assertThat(report.notSpreadsheets()).containsExactly("x.zip");
        assertThat(report.exitCode()).isZero();
        assertThat(load(inbox, Limits.DEFAULT).notSpreadsheets()).containsExactly("x.zip");
        assertThat(reasons(office.load(zip))).singleElement().asString().contains("holds no spreadsheet");
    }

    @Test
    void theInboxTwiceBringsNothingNewAndLeavesNoScratch() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox/mpfn-complaints"));
        new SmallZip()
                .with("2019.csv", national(2019))
                .with("a.pdf", "%PDF-1.4")
                .write(inbox.resolve("x.zip"));
        SmallZip.write(inbox.resolve("2018.csv.gz"), SmallZip.gzip(national(2018)));
        LoadReport first = load(folder.resolve("inbox"), Limits.DEFAULT);
        assertThat(first.arrived()).hasSize(2).allMatch(arrived -> arrived.totals() != null);
        LoadReport second = load(folder.resolve("inbox"), Limits.DEFAULT);
        assertThat(second.arrived()).isEmpty();
        assertThat(second.exitCode()).isZero();
        assertThat(second.notSpreadsheets()).containsExactly("x.zip!a.pdf");
        assertThat(digest(second)).isEqualTo(digest(first));
        Path work = office.warehouse.resolve("work");
        assertThat(Files.notExists(work) || Objects.requireNonNull(work.toFile().list()).length == 0)
                .isTrue();
    }

    @Test
    void aFolderOfTheInboxNamesTheSourceOfWhatIsInAZipToo() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox/sample-complaints"));
        new SmallZip().with("2019.csv", national(2019)).write(inbox.resolve("x.zip"));
        assertThat(load(folder.resolve("inbox"), Limits.DEFAULT).arrived())
                .singleElement()
                .satisfies(arrived -> assertThat(arrived.delivery().state()).isEqualTo(State.UNREADABLE));
    }

    @Test
    void theSampleLoadsFromAZipAsFromItsFolder() throws IOException {
        SmallZip zip = new SmallZip();
        try (var files = Files.list(SAMPLE)) {
            for (Path file : files.sorted().toList()) {
                zip.with(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        LoadState state = office.load(zip.write(folder.resolve("sample.zip")));
        assertThat(arrived(state)).hasSize(6).allMatch(delivery -> delivery.state() == State.ACCEPTED);
        Office other = new Office(folder.resolve("other"));
        try (var files = Files.list(SAMPLE)) {
            other.load(files.sorted().toArray(Path[]::new));
        }
        assertThat(office.figuresDigest()).isEqualTo(other.figuresDigest());
    }

    @Test
    void realFilesInAZipGiveTheirFigures() throws IOException {
        assumeTrue(Files.isDirectory(REAL), "skipped: no real publications in ../shared/data");
        SmallZip zip = new SmallZip();
        for (String name : List.of("delitos_2019.csv", "delitos_2020.csv")) {
            zip.with(name, Files.readAllBytes(REAL.resolve(name)));
        }
        office.load(zip.write(folder.resolve("delitos.zip")));
        assertThat(office.byYear()).isEqualTo(Map.of(2019L, 1_081_851L, 2020L, 693_475L));
    }

    private LoadReport load(Path inbox, Limits limits) {
        return Loads.run(
                new LoadRequest(inbox, office.warehouse, Path.of("jobs"), List.of(), null, null).within(limits),
                new QuietProgress(),
                Clock.systemUTC());
    }

    private static String digest(LoadReport report) {
        return Objects.requireNonNull(report.release()).manifest().figuresDigest();
    }

    private List<JsonNode> lines(String type) {
        return new Ledger(office.warehouse)
                .lines().stream()
                        .filter(line -> line.path("type").asString().equals(type))
                        .toList();
    }

    private static List<Delivery> arrived(LoadState state) {
        return state.deliveries.stream()
                .filter(Received::isNew)
                .map(Received::delivery)
                .toList();
    }

    private static List<String> reasons(LoadState state) {
        return arrived(state).stream()
                .flatMap(delivery -> delivery.reasons().english().stream())
                .toList();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    /** A full year of every district: 34 districts, three offences, a hundred each. */
    private byte[] national(int year) {
        Path file = NationalFile.of("DICIEMBRE", year, "13/01/" + (year + 1), "14/06/" + (year + 1))
                .write(folder.resolve("national"));
        try {
            return Files.readString(file).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
