package org.sumario.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.archive.Archive;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadReport;
import org.sumario.pipeline.LoadRequest;
import org.sumario.pipeline.Loads;
import org.sumario.pipeline.NationalFile;
import org.sumario.pipeline.QuietProgress;

/** A warehouse of three releases: January to May, the whole year, and one that holds a delivery of another total. */
@Tag("long")
class VerificationTest {
    /** How many bytes to change; a drill changes more. */
    private static final int CHANGES = Integer.getInteger("sumario.oneByteChanges", 4);

    private static final long SEED = Long.getLong("sumario.seed", 20261126);

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    private Path warehouse = Path.of("");

    @BeforeAll
    static void loadThreePublications() {
        Path made = home.resolve("warehouse");
        load(made, NationalFile.of("MAYO", 2023, "06/06/2023", "19/06/2023").write(home.resolve("may.csv")));
        load(
                made,
                NationalFile.of("DICIEMBRE", 2023, "08/01/2024", "24/01/2024").write(home.resolve("year.csv")));
        load(
                made,
                NationalFile.of("DICIEMBRE", 2023, "09/02/2024", "24/02/2024")
                        .counting((district, offence) -> 50)
                        .write(home.resolve("half.csv")));
    }

    @BeforeEach
    void copyTheWarehouse() throws IOException {
        warehouse = folder.resolve("warehouse");
        copy(home.resolve("warehouse"), warehouse);
    }

    @Test
    void findsNothingWhereAllIsAsTheLoadsLeftIt() throws IOException {
        Verification.Report report = verify(null);

        assertThat(report.faults()).isEmpty();
        // Each of three deliveries has one, and one of what the rules of its source found.
        assertThat(report.stagingFolders()).isEqualTo(6);
        assertThat(report.releaseFiles()).isEqualTo(3);
        assertThat(report.archivedFiles()).isGreaterThan(3);
        assertThat(verify(report.head()).faults()).isEmpty();
    }

    @Test
    void namesEveryFileOfWhichOneByteWasChanged() throws IOException {
        Random random = new Random(SEED);
        List<Path> files = files();
        for (int change = 0; change < CHANGES; change++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] before = Files.readAllBytes(file);
            int position = random.nextInt(before.length);
            byte[] after = before.clone();
            after[position] ^= (byte) (1 << random.nextInt(8));
            write(file, after);

            String item = warehouse.relativize(file).toString();
            assertThat(verify(null).faults())
                    .as("seed %s, change %s: byte %s of %s", SEED, change, position, item)
                    // A checksum says nothing of itself: it or its file was changed.
                    .anyMatch(fault -> item.endsWith(".sha256")
                            ? item.startsWith(fault.item())
                            : item.endsWith("SHA256SUMS")
                                    ? fault.item().startsWith(item.replace("SHA256SUMS", ""))
                                    : fault.item().equals(item));
            write(file, before);
        }
        assertThat(verify(null).faults()).isEmpty();
    }

    @Test
    void namesAMissingFileOfTheArchiveAndTheNextLoadByNamePutsItBack() throws IOException {
        Path archived = new Archive(warehouse).find(Archive.sha256(home.resolve("may.csv")));
        Files.delete(archived);
        assertThat(problems()).containsExactly("VERIFY_ARCHIVE_MISSING");
        assertThat(verify(null).faults().get(0).advice().text(java.util.Locale.ENGLISH))
                .contains(Archive.sha256(home.resolve("may.csv")));

        assertThat(load(warehouse, home.resolve("may.csv")).notices())
                .extracting(Reason::code)
                .containsExactly("ARCHIVE_RESTORED");
        assertThat(problems()).isEmpty();
    }

    @Test
    void refusesToMakeAnythingFromADamagedFileOfTheArchive() throws IOException {
        Path archived = new Archive(warehouse).find(Archive.sha256(home.resolve("may.csv")));
        byte[] bytes = Files.readAllBytes(archived);
        bytes[bytes.length - 5] ^= 1;
        write(archived, bytes);
        for (Path staged : staging()) {
            delete(staged);
        }

        assertThatThrownBy(() -> load(warehouse, home.resolve("half.csv")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo("ARCHIVE_DIFFERS"));
        assertThat(problems()).contains("VERIFY_ARCHIVE_CHANGED");
        load(warehouse, home.resolve("may.csv"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void isWholeAgainAfterTheNextLoadWhateverDerivedFileWasDamaged() throws IOException {
        Path staged = staging().get(0).resolve("label.parquet");
        flip(staged, 40);
        flip(warehouse.resolve("sumario.duckdb"), 5000);
        flip(warehouse.resolve("releases/000001.duckdb"), 9000);
        flip(warehouse.resolve("releases/000002.json"), 10);
        Files.writeString(warehouse.resolve("sumario.duckdb.wal"), "stray");
        Path open = new Archive(warehouse).files().get(0);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(problems())
                .contains(
                        "VERIFY_STAGING_CHANGED",
                        "VERIFY_CURRENT_CHANGED",
                        "VERIFY_KEPT_CHANGED",
                        "VERIFY_MANIFEST",
                        "VERIFY_STRAY_WAL",
                        "VERIFY_WRITABLE");

        load(warehouse, home.resolve("half.csv"));

        assertThat(problems()).isEmpty();
    }

    @Test
    void findsAChangedByteOfTheReleasedFileWhateverItsTime() throws IOException {
        Path released = warehouse.resolve("sumario.duckdb");
        var time = Files.getLastModifiedTime(released);
        flip(released, 5000);
        Files.setLastModifiedTime(released, time);

        assertThat(problems()).contains("VERIFY_CURRENT_CHANGED");
    }

    @Test
    void findsAForgedFactWhateverItsChecksumsSay() throws Exception {
        Path released = warehouse.resolve("sumario.duckdb");
        Files.setPosixFilePermissions(released, PosixFilePermissions.fromString("rw-r--r--"));
        forge(
                released,
                "update star.fact_complaint set complaint_count = case when row_number = 2 then 101 else 99 end where row_number in (2, 3)");
        Files.setPosixFilePermissions(released, PosixFilePermissions.fromString("r--r--r--"));
        Files.copy(released, warehouse.resolve("releases/000003.duckdb"), StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(
                warehouse.resolve("releases/000003.duckdb"), PosixFilePermissions.fromString("r--r--r--"));
        Files.writeString(
                warehouse.resolve("releases/000003.duckdb.sha256"), Archive.sha256(released) + "  000003.duckdb\n");

        List<Fault> faults = verify(null).faults();
        assertThat(faults)
                .extracting(fault -> fault.problem().code())
                .containsOnly("VERIFY_VINTAGE", "VERIFY_RECORD_DIGEST");
        assertThat(faults)
                .extracting(fault -> fault.problem().arguments().get(0))
                .contains("mpfn-complaints:all:2023@2023-12-31.2024-01-08.2024-01-24");
    }

    @Test
    void findsForgedStagingWhateverItsChecksumsSay() throws Exception {
        Path staged = staging().get(0);
        Path table = staged.resolve("observation.parquet");
        Path forged = folder.resolve("forged.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("copy (select * replace (complaint_count + 1 as complaint_count) from '" + table
                    + "') to '" + forged + "' (format parquet)");
        }
        Path sums = staged.resolve("SHA256SUMS");
        String text = Files.readString(sums).replace(Archive.sha256(table), Archive.sha256(forged));
        Files.move(forged, table, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(sums, text);

        assertThat(problems()).containsExactly("VERIFY_FINGERPRINT");
    }

    @Test
    void findsACutLedgerByAnyReleaseAndRefusesToLoadUponIt() throws IOException {
        Path ledger = warehouse.resolve("ledger.jsonl");
        String head = verify(null).head();
        List<String> lines = Files.readAllLines(ledger);
        Files.writeString(ledger, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");

        assertThat(problems()).contains("VERIFY_LEDGER_CUT", "VERIFY_RELEASE_UNRECORDED");
        assertThat(verify(head).faults())
                .extracting(fault -> fault.problem().code())
                .contains("VERIFY_HEAD");
        byte[] released = Files.readAllBytes(warehouse.resolve("sumario.duckdb"));
        assertThatThrownBy(() -> load(warehouse, home.resolve("half.csv")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo("LEDGER_CUT"));
        assertThat(warehouse.resolve("sumario.duckdb")).hasBinaryContent(released);
    }

    @Test
    void findsALedgerThatWasWrittenAnewByTheReleasesThatKnowItsLines() throws IOException {
        Path ledger = warehouse.resolve("ledger.jsonl");
        List<String> lines = Files.readAllLines(ledger);
        Files.delete(ledger);
        Files.delete(warehouse.resolve("lock"));
        org.sumario.archive.Ledger anew = new org.sumario.archive.Ledger(warehouse);
        for (String line : lines) {
            var object = (tools.jackson.databind.node.ObjectNode)
                    tools.jackson.databind.json.JsonMapper.shared().readTree(line.replace("may.csv", "mai.csv"));
            object.remove(List.of("previous_sha256", "line_sha256"));
            anew.append(object);
        }

        assertThat(problems()).contains("VERIFY_LEDGER_OTHER").doesNotContain("VERIFY_LEDGER_LINE");
    }

    private List<String> problems() throws IOException {
        return verify(null).faults().stream()
                .map(fault -> fault.problem().code())
                .distinct()
                .toList();
    }

    private Verification.Report verify(@Nullable String head) throws IOException {
        Path scratch = Files.createTempDirectory(folder, "scratch");
        Verification.Report report = Verification.of(warehouse, head, scratch, new QuietProgress());
        assertThat(scratch).isEmptyDirectory();
        return report;
    }

    private static LoadReport load(Path warehouse, Path file) {
        return Loads.run(
                new LoadRequest(home, warehouse, Path.of("jobs"), List.of(file), null, null),
                new QuietProgress(),
                Clock.systemUTC());
    }

    /** Every file of the record and what is derived from it. */
    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String part : List.of("archive", "staging", "releases", "ledger.jsonl", "sumario.duckdb")) {
            try (Stream<Path> files = Files.walk(warehouse.resolve(part))) {
                files.filter(Files::isRegularFile).sorted().forEach(found::add);
            }
        }
        return found;
    }

    private List<Path> staging() throws IOException {
        try (Stream<Path> folders = Files.list(warehouse.resolve("staging"))) {
            return folders.sorted().toList();
        }
    }

    private static void flip(Path file, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] ^= 1;
        write(file, bytes);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        var permissions = Files.getPosixFilePermissions(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(file, bytes);
        Files.setPosixFilePermissions(file, permissions);
    }

    private static void forge(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(visited).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
