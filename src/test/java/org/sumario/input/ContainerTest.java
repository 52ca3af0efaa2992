package org.sumario.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sumario.SmallZip.encrypted;
import static org.sumario.SmallZip.gzip;
import static org.sumario.SmallZip.join;
import static org.sumario.SmallZip.patchEnd;
import static org.sumario.SmallZip.patchMember;
import static org.sumario.SmallZip.replaced;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.SmallZip;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;

class ContainerTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    private Path folder;

    /** What came: {@code name: content}, or the code of a refusal with what it names. */
    private final List<String> came = new ArrayList<>();

    @Test
    void everyMemberIsAFileOfItsOwnAlsoWhereNamesDifferInCaseAlone() {
        unpack(new SmallZip().with("b/a.csv", "a,b\n").with("B/a.csv", "c,d\n").bytes());
        assertThat(came).containsExactly("x.zip!b/a.csv: a,b\n", "x.zip!B/a.csv: c,d\n");
    }

    @Test
    void leavesOutFoldersEmptyMembersAndWhatSystemsPutBeside() {
        unpack(new SmallZip()
                .with("folder/", "")
                .with("empty.csv", "")
                .with("__MACOSX/._a.csv", "x")
                .with("folder/.DS_Store", "x")
                .with(".hidden/a.csv", "x")
                .with("a.csv", "a")
                .bytes());
        assertThat(came).containsExactly("x.zip!a.csv: a");
    }

    @Test
    void isKnownByItsContentNotByItsName() throws IOException {
        assertThat(isContainer(new SmallZip().with("a.csv", "a").bytes())).isTrue();
        assertThat(isContainer(gzip(new byte[9]))).isTrue();
        assertThat(isContainer("PK,a\n1,2\n".getBytes(UTF_8))).isFalse();
        assertThat(isContainer(new byte[0])).isFalse();
        assertThat(isContainer(workbook())).isFalse();
        assertThat(isContainer(new SmallZip()
                        .with("mimetype", "x")
                        .with("content.xml", "<x/>")
                        .bytes()))
                .isFalse();
        assertThat(Container.isOne(Path.of("input/sample-complaints/complaints_2019.xlsx")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../out.csv", "/tmp/out.csv", "..\\..\\out.csv", "C:\\out.csv", "a\u0000b.csv", "a!b.csv"})
    void namesGoNowhere(String name) throws IOException {
        unpack(new SmallZip().with(name, "a").bytes());
        assertThat(came).singleElement().asString().startsWith("x.zip!").endsWith(": a");
        assertThat(came.get(0)).doesNotContain("\u0000");
        try (var left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)).containsExactly(folder.resolve("x.zip"));
        }
    }

    @Test
    void namesAreShownWithoutWhatDeceivesAndNotAtAnyLength() {
        unpack(new SmallZip()
                .with("\u001b[2Ja\u202Evsc.\n", "a")
                .with("b".repeat(9000) + ".csv", "b")
                .bytes());
        assertThat(came.get(0)).isEqualTo("x.zip!\uFFFD[2Ja\uFFFDvsc.\uFFFD: a");
        assertThat(came.get(1)).hasSizeLessThan(220).endsWith("bbb.csv: b");
    }

    @Test
    void namesInOldEncodingsAreReadAndBadOnesAreNoReasonToFail() {
        unpack(new SmallZip(Charset.forName("IBM437"))
                .with("año_región.csv", "a")
                .bytes());
        byte[] unicode = new SmallZip().with("ñandú.csv", "b").bytes();
        unpack(replaced(unicode, "\u00C3\u00B1", new byte[] {-1, -2}));
        assertThat(came).containsExactly("x.zip!año_región.csv: a", "x.zip!\uFFFD\uFFFDandú.csv: b");
    }

    @Test
    void refusesTwoMembersOfOneName() {
        byte[] zip = new SmallZip().with("a.csv", "a").with("b.csv", "b").bytes();
        assertRefused("FILE_BROKEN", replaced(zip, "b.csv", "a.csv".getBytes(UTF_8)));
        assertRefused(
                "FILE_BROKEN", new SmallZip().with("a/b", "a").with("a\\b", "b").bytes());
        assertThat(came).isEmpty();
    }

    @Test
    void refusesAnEncryptedMemberByNameAndGivesTheOthers() {
        unpack(encrypted(
                new SmallZip()
                        .with("a.csv", "a")
                        .with("secret.csv", "s")
                        .with("z.csv", "z")
                        .bytes(),
                1));
        assertThat(came).containsExactly("x.zip!a.csv: a", "FILE_ENCRYPTED [x.zip!secret.csv]", "x.zip!z.csv: z");
    }

    @Test
    void refusesACompressionItDoesNotKnowByName() {
        byte[] zip = new SmallZip().with("a.csv", "a").with("b.csv", "b").bytes();
        unpack(patchMember(zip, 0, 10, 14));
        assertThat(came).containsExactly("MEMBER_METHOD [x.zip!a.csv, 14]", "x.zip!b.csv: b");
    }

    @Test
    void refusesADamagedMemberByNameAndGivesTheOthers() {
        byte[] zip = new SmallZip()
                .with("a.csv", "abcdefgh".repeat(9))
                .with("b.csv", "b")
                .bytes();
        byte[] flipped = zip.clone();
        flipped[36] ^= 0x55;
        unpack(flipped);
        unpack(patchMember(zip, 0, 24, 3));
        unpack(patchMember(zip, 0, 42, 7));
        assertThat(came)
                .filteredOn(each -> each.startsWith("FILE_BROKEN"))
                .hasSize(3)
                .allMatch(each -> each.contains("x.zip!a.csv"));
        assertThat(came).filteredOn("x.zip!b.csv: b"::equals).hasSize(3);
    }

    @Test
    void refusesOneOfSeveralFilesThatAnArchiveWasCutInto() {
        byte[] zip = new SmallZip().with("a.csv", "a").bytes();
        assertRefused("CONTAINER_IN_PARTS", patchEnd(zip, 4, 2));
        byte[] first = join(new byte[] {'P', 'K', 7, 8}, Arrays.copyOf(zip, 40));
        assertThat(isContainer(first)).isTrue();
        assertRefused("CONTAINER_IN_PARTS", first);
    }

    @Test
    void whatWasCutOffIsBroken() {
        byte[] zip =
                new SmallZip().with("a.csv", noise(2000)).with("b.csv", "b").bytes();
        for (int length = 2; length < zip.length; length += 7) {
            Path file = file("cut.zip", Arrays.copyOf(zip, length));
            assertThat(Container.isOne(file)).isFalse();
            assertThatThrownBy(() -> InputFiles.open(file, "cut.zip", Limits.DEFAULT))
                    .isInstanceOf(Refused.class);
        }
        assertRefused("FILE_BROKEN", patchEnd(zip, 10, 5));
    }

    @Test
    void noiseNeverDoesMoreThanRefuse() {
        byte[] zip = new SmallZip()
                .with("a.csv", noise(300))
                .with("b.csv", "b".repeat(99))
                .bytes();
        Random random = new Random(20260401);
        for (int i = 0; i < 400; i++) {
            byte[] noisy = zip.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
            }
            try {
                unpack(noisy);
            } catch (Refused expected) {
                assertThat(expected.reason().code()).isIn("FILE_BROKEN", "CONTAINER_IN_PARTS");
            }
        }
    }

    @Test
    void stopsABombAtTheRatioAndGivesTheOthers() {
        unpack(new SmallZip()
                .with("bomb.csv", new byte[8 * MEBIBYTE])
                .with("a.csv", "a")
                .bytes());
        assertThat(came).containsExactly("LIMIT_EXCEEDED [x.zip!bomb.csv, ratio, 500]", "x.zip!a.csv: a");
        came.clear();
        unpackGzip("bomb.csv.gz", gzip(new byte[8 * MEBIBYTE]), Limits.DEFAULT);
        assertThat(came).containsExactly("LIMIT_EXCEEDED [bomb.csv.gz, ratio, 500]");
    }

    @Test
    void stopsAtTheLimitsOfAMemberOfAllAndOfTheirNumber() {
        byte[] zip = new SmallZip()
                .with("a.csv", noise(900))
                .with("b.csv", noise(500))
                .with("c.csv", noise(500))
                .bytes();
        unpack(zip, limits(800, 10_000, 9));
        assertThat(came).hasSize(3).element(0).isEqualTo("LIMIT_EXCEEDED [x.zip!a.csv, entry_bytes, 800]");
        came.clear();
        assertThatThrownBy(() -> unpack(zip, limits(10_000, 1000, 9))).hasMessageContaining("total_bytes");
        assertThat(came).hasSize(2);
        came.clear();
        assertThatThrownBy(() -> unpack(zip, limits(10_000, 10_000, 2))).hasMessageContaining("members");
        assertThat(came).isEmpty();
        unpackGzip("a.gz", gzip(noise(900)), limits(800, 10_000, 9));
        assertThat(came).containsExactly("LIMIT_EXCEEDED [a.gz, entry_bytes, 800]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "gzip", "tar"})
    void doesNotOpenAnArchiveWithinAnArchive(String kind) {
        byte[] tar = new byte[1024];
        System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);
        byte[] bomb = new SmallZip().with("bomb", new byte[4 * MEBIBYTE]).bytes();
        byte[] inner = kind.equals("zip") ? bomb : kind.equals("gzip") ? gzip(bomb) : tar;
        Path outer = file("x.zip", new SmallZip().with("inner", inner).bytes());
        Container.unpack(outer, "x.zip", Limits.DEFAULT, folder.resolve("scratch"), new Came() {
            @Override
            public void member(String name, Path file) {
                try {
                    Container.openMember(file, name, Limits.DEFAULT);
                } catch (Refused refusal) {
                    refused(refusal);
                }
            }
        });
        assertThat(came).containsExactly("CONTAINER_WITHIN [x.zip!inner]");
    }

    @Test
    void aWorkbookWithinIsOpenedLikeAnyOther() throws IOException {
        assertThat(Container.openMember(file("b", workbook()), "x.zip!b", Limits.DEFAULT)
                        .sheets())
                .singleElement()
                .extracting(InputFile.SheetPreview::sheetName)
                .isEqualTo("one");
    }

    @Test
    void aGzipHasOneMemberNamedLikeItself() {
        unpackGzip("delitos.csv.gz", gzip("a,b\n".getBytes(UTF_8)), Limits.DEFAULT);
        unpackGzip("DELITOS.GZ", gzip("c".getBytes(UTF_8)), Limits.DEFAULT);
        unpackGzip("download", gzip("d".getBytes(UTF_8)), Limits.DEFAULT);
        unpackGzip("empty.gz", gzip(new byte[0]), Limits.DEFAULT);
        assertThat(came)
                .containsExactly("delitos.csv.gz!delitos.csv: a,b\n", "DELITOS.GZ!DELITOS: c", "download!download: d");
    }

    @Test
    void aDamagedGzipIsRefusedByItsName() {
        byte[] whole = gzip(noise(400));
        unpackGzip("a.gz", Arrays.copyOf(whole, 300), Limits.DEFAULT);
        assertThat(came).singleElement().asString().isEqualTo("FILE_BROKEN [a.gz] [BROKEN_CUT_OFF []]");
    }

    @Test
    void readsArchivesThatAreLargeOrSaySo() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
            out.setUseZip64(Zip64Mode.Always);
            for (String name : List.of("a.csv", "b.csv")) {
                out.putArchiveEntry(new ZipArchiveEntry(name));
                out.write(name.getBytes(UTF_8));
                out.closeArchiveEntry();
            }
        }
        unpack(bytes.toByteArray());
        SmallZip many = new SmallZip();
        for (int i = 0; i < 66_000; i++) {
            many.with("folder" + i + "/", "");
        }
        unpack(many.with("c.csv", "c").bytes());
        assertThat(came).containsExactly("x.zip!a.csv: a.csv", "x.zip!b.csv: b.csv", "x.zip!c.csv: c");
    }

    @Test
    void readsAnArchiveBehindTheProgramThatUnpacksIt() {
        byte[] zip = new SmallZip().with("a.csv", "a").bytes();
        unpack(join("PK, a program\n".getBytes(UTF_8), zip, "\n".getBytes(UTF_8)));
        assertThat(came).containsExactly("x.zip!a.csv: a");
    }

    @Test
    void leavesNothingInTheScratchFolderAlsoWhenTheReceiverFails() {
        Path file = file("x.zip", new SmallZip().with("a.csv", "a").bytes());
        Path scratch = folder.resolve("scratch");
        Came failing = new Came() {
            @Override
            public void member(String name, Path member) {
                assertThat(member).startsWith(scratch);
                throw new IllegalStateException("the receiver's own trouble");
            }
        };
        assertThatThrownBy(() -> Container.unpack(file, "x.zip", Limits.DEFAULT, scratch, failing))
                .isInstanceOf(IllegalStateException.class);
        assertThat(scratch).doesNotExist();
    }

    @Test
    void aDiskThatCannotBeWrittenIsNotTheContainersFault() {
        Path file = file("x.zip", new SmallZip().with("a.csv", "a").bytes());
        assertThatThrownBy(() -> Container.unpack(file, "x.zip", Limits.DEFAULT, file.resolve("in-a-file"), new Came()))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(came).isEmpty();
    }

    /** Writes down what comes. */
    private class Came implements Container.Members {
        @Override
        public void member(String name, Path file) {
            try {
                came.add(name + ": " + Files.readString(file, ISO_8859_1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void refused(Refused refusal) {
            came.add(refusal.reason().toString());
        }
    }

    private void unpack(byte[] zip) {
        unpack(zip, Limits.DEFAULT);
    }

    private void unpack(byte[] zip, Limits limits) {
        Path scratch = folder.resolve("work").resolve("scratch");
        Container.unpack(file("x.zip", zip), "x.zip", limits, scratch, new Came());
        assertThat(scratch).doesNotExist();
    }

    private void unpackGzip(String name, byte[] gzip, Limits limits) {
        Container.unpack(file("x.gz", gzip), name, limits, folder.resolve("scratch"), new Came());
    }

    private void assertRefused(String code, byte[] zip) {
        assertThatThrownBy(() -> unpack(zip))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refusal -> assertThat(refusal.reason().code()).isEqualTo(code));
    }

    private boolean isContainer(byte[] content) {
        return Container.isOne(file("anything.csv", content));
    }

    private Path file(String name, byte[] bytes) {
        return SmallZip.write(folder.resolve(name), bytes);
    }

    private static Limits limits(long entryBytes, long totalBytes, int members) {
        return Limits.of((name, standard) -> switch (name) {
            case "entry_bytes" -> entryBytes;
            case "total_bytes" -> totalBytes;
            case "members" -> members;
            default -> standard;
        });
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] workbook() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            workbook.createSheet("one").createRow(0).createCell(0).setCellValue("a");
            workbook.write(bytes);
        }
        return bytes.toByteArray();
    }
}
