package org.sumario.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sumario.SmallZip.gzip;
import static org.sumario.SmallZip.join;
import static org.sumario.SmallZip.patchEnd;
import static org.sumario.SmallZip.patchMember;
import static org.sumario.SmallZip.replaced;
import static org.sumario.input.HostileFiles.assertBroken;
import static org.sumario.input.HostileFiles.assertLimit;
import static org.sumario.input.HostileFiles.many;
import static org.sumario.input.HostileFiles.outcome;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.SmallZip;
import org.sumario.model.Refused;
import org.sumario.ods.OdsFile;
import org.sumario.rows.Dictionary;
import org.sumario.rows.Limits;
import org.sumario.rows.RowBatch;
import org.sumario.rows.RowReceiver;

/** Containers, and formats that are containers, whose own tables lie. */
class HostileContainersTest {
    private static final String ROW = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    private Path folder;

    @Test
    void aBombIsRefusedAtTheRatioWhateverItIsIn() throws IOException {
        byte[] flat = new byte[32 << 20];
        assertThat(unpacked(new SmallZip().with("a.csv", flat).bytes())).containsExactly("LIMIT_EXCEEDED ratio");
        assertThat(unpacked(gzip(flat))).containsExactly("LIMIT_EXCEEDED ratio");
        byte[] nested = new SmallZip()
                .with("b.zip", new SmallZip().with("a.csv", flat).bytes())
                .bytes();
        assertThat(unpacked(nested)).containsExactly("CONTAINER_WITHIN");
        assertThat(unpacked(gzip(gzip(flat)))).containsExactly("CONTAINER_WITHIN");
    }

    @Test
    void membersThatLieOverEachOtherAreRefused() throws IOException {
        byte[] zip = new SmallZip()
                .with("a.csv", "a;b\n1;2\n".repeat(99))
                .with("b.csv", "a;b\n".repeat(50))
                .bytes();
        // The second line of the directory leads to the first member, as in a bomb whose members share one kernel.
        assertThat(unpacked(patched(zip, 1, 42, 0))).containsExactly("FILE_BROKEN");
        // One that begins within another: headers quoted as what others inflate to.
        byte[] quoted = replaced(zip, "b.csv", "b.csv".getBytes(UTF_8));
        assertThat(unpacked(patched(quoted, 1, 42, 12))).containsExactly("FILE_BROKEN");
        byte[] workbook = Files.readAllBytes(Parts.ofRows(ROW).write(folder.resolve("a.xlsx")));
        assertBroken(Files.write(folder.resolve("b.xlsx"), patched(workbook, 4, 42, 0)), "over each other");
    }

    @ParameterizedTest
    @CsvSource({
        "20,-1",
        "20,-2147483648",
        "24,0",
        "24,-1",
        "24,2147483647",
        "16,1",
        "42,-1",
        "42,2147483647",
        "28,-1",
        "30,-1",
        "10,99"
    })
    void aDirectoryThatLiesIsDamage(int offset, int number) throws IOException {
        byte[] workbook = Files.readAllBytes(Parts.ofRows(ROW).write(folder.resolve("a.xlsx")));
        for (int part = 0; part < 5; part++) {
            byte[] lying = offset == 28 || offset == 30 || offset == 10
                    ? patchMember(workbook, part, offset, number)
                    : patched(workbook, part, offset, number);
            Path file = Files.write(folder.resolve("b.xlsx"), lying);
            assertThat(outcome(file).get(0))
                    .isIn("FILE_BROKEN", "FORMAT_NOT_READ", part == 0 ? "A1 NUMBER 1" : "FILE_BROKEN");
        }
        byte[] archive = new SmallZip().with("a.csv", "a;b\n1;2\n").bytes();
        assertThat(unpacked(
                        offset == 28 || offset == 30 || offset == 10
                                ? patchMember(archive, 0, offset, number)
                                : patched(archive, 0, offset, number)))
                .singleElement()
                .isIn("FILE_BROKEN", "MEMBER_METHOD");
    }

    @Test
    void anEndRecordThatLiesIsDamage() throws IOException {
        byte[] workbook = Files.readAllBytes(Parts.ofRows(ROW).write(folder.resolve("a.xlsx")));
        for (int offset : new int[] {8, 10, 12, 14, 16, 18}) {
            for (int number : new int[] {0, 1, 0x7FFF, 0xFFFF}) {
                byte[] lying = patchEnd(workbook, offset, number);
                assertThat(outcome(Files.write(folder.resolve("b.xlsx"), lying)).get(0))
                        .isIn("FILE_BROKEN", "A1 NUMBER 1");
            }
        }
        // An end record of zip64 that says it stands at the end of all that can be.
        ByteBuffer locator = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        locator.putInt(0x07064b50).putInt(0).putLong(Long.MAX_VALUE).putInt(1);
        byte[] head = java.util.Arrays.copyOf(workbook, workbook.length - 22);
        byte[] end = java.util.Arrays.copyOfRange(workbook, workbook.length - 22, workbook.length);
        byte[] lying = join(head, locator.array(), end);
        assertThat(outcome(Files.write(folder.resolve("c.xlsx"), lying)).get(0)).isEqualTo("FILE_BROKEN");
        assertThat(unpacked(lying)).containsExactly("FILE_BROKEN");
    }

    @Test
    void partsOfOneNameAreRefused() throws IOException {
        for (String name : List.of("XL/WORKBOOK.XML", "xl\\workbook.xml", "/xl/workbook.xml")) {
            Path file = Parts.ofRows(ROW).with(name, "<a/>").write(folder.resolve("a.xlsx"));
            assertBroken(file, "Two parts of it are named");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "16777217", "99999999999999999", "-1", "x"})
    void repeatsOfAnOpenDocumentAreNoBomb(String repeats) throws IOException {
        String cell =
                "<table:table-cell office:value-type='float' office:value='7' table:number-columns-repeated='%s'/>";
        for (String row : List.of(
                "<table:table-row table:number-rows-repeated='" + repeats + "'>" + cell.replace("%s", "1")
                        + "</table:table-row>",
                "<table:table-row>" + cell.replace("%s", repeats) + "</table:table-row>")) {
            assertThat(outcome(ods(row)).get(0)).isIn("FILE_BROKEN", "LIMIT_EXCEEDED");
        }
        String blank = "<table:table-row table:number-rows-repeated='2147483647'><table:table-cell"
                + " table:number-columns-repeated='2147483647'/></table:table-row>";
        assertThat(outcome(ods(blank.repeat(9)))).isEmpty();
        assertBroken(
                ods("<table:table-row table:number-rows-repeated='1048576'>" + cell.replace("%s", "16384")
                        + "</table:table-row>"),
                "Its repeats come to more");
    }

    @Test
    void repeatsOfManyCellsAreNoBombEither() throws IOException {
        String row = "<table:table-row><table:table-cell office:value-type='float' office:value='7'"
                + " table:number-columns-repeated='16384'/></table:table-row>";
        InputFile file = InputFiles.open(ods(row.repeat(2_000)), "a.ods", Limits.DEFAULT);
        assertThatThrownBy(() -> file.read("A", 0, new int[] {0}, new Dictionary(), new RowReceiver() {
                    @Override
                    public void accept(RowBatch batch) {}

                    @Override
                    public void restart() {}
                }))
                .hasMessageContaining("BROKEN_REPEATS [16777216]");
    }

    @Test
    void partsOfAnOpenDocumentAreParsedAsThoseOfAWorkbook() throws IOException {
        assertBroken(ods("<!DOCTYPE a [<!ENTITY a \"x\">]>"), "");
        assertLimit(ods("<a>".repeat(100_000) + "</a>".repeat(100_000)), "xml_depth");
        assertLimit(ods("</table:table>" + "<table:table/>".repeat(100_000) + "<table:table>"), "sheets");
        assertLimit(
                ods("<table:table-row><table:table-cell><text:p>" + many(30_000, i -> "<text:s text:c=\"99\"/>")
                        + "</text:p></table:table-cell></table:table-row>"),
                "cell_length");
    }

    @Test
    void recordsThatLieAreDamage() throws IOException {
        assertBroken(xls(0x0809, 0x0600, 5, 0x00FC, -1), "cut off");
        // Two milliards of texts are said to be there, and one is.
        List<String> said = outcome(xls(0x0809, 0x0600, 5, 0x00FC, 8, 0, 0, 0xFFFF, 0x7FFF, 0x000A, 0));
        assertThat(said).isEmpty();
        for (int continued : new int[] {0, 1}) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            stream.writeBytes(shorts(0x0809, 4, 0x0600, 5, 0x00FC, 10, 0, 0, 1, 0, 0xFFFF));
            for (int i = 0; i < 200_000; i++) {
                stream.writeBytes(continued == 0 ? shorts(0x003C, 0) : shorts(0x003C, 2, 0x4100));
            }
            assertThat(outcome(xls(stream.toByteArray())).toString())
                    .isIn("[]", "[LIMIT_EXCEEDED, cell_length, 32767]");
        }
        ByteArrayOutputStream begins = new ByteArrayOutputStream();
        for (int i = 0; i < 300_000; i++) {
            begins.writeBytes(shorts(0x0809, 4, 0x0600, 5));
        }
        assertThat(outcome(xls(begins.toByteArray()))).isEmpty();
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        for (int i = 0; i < 300_000; i++) {
            parts.writeBytes(shorts(0x0809, 4, 0x0600, 5, 0x000A, 0));
        }
        assertLimit(xls(parts.toByteArray()), "sheets");
    }

    @Test
    void blocksOfAContainerThatLeadInCirclesAreDamage() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(shorts(0x0809, 4, 0x0600, 5));
        stream.writeBytes(new byte[20_000]);
        byte[] whole = Files.readAllBytes(xls(stream.toByteArray()));
        ByteBuffer container = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        int table = (container.getInt(76) + 1) * 512;
        for (int to : new int[] {0, 1, 5, -1, -3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            for (int block = 0; block < 12; block++) {
                byte[] circle = whole.clone();
                ByteBuffer.wrap(circle).order(ByteOrder.LITTLE_ENDIAN).putInt(table + block * 4, to);
                Path file = Files.write(folder.resolve("b.xls"), circle);
                List<String> said = outcome(file);
                assertThat(said.isEmpty() ? "read" : said.get(0)).isIn("read", "FILE_BROKEN");
            }
        }
        for (int offset : new int[] {24, 30, 32, 44, 48, 56, 60, 64, 68, 72, 76}) {
            byte[] lying = whole.clone();
            ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, Integer.MAX_VALUE);
            List<String> said = outcome(Files.write(folder.resolve("b.xls"), lying));
            assertThat(said.isEmpty() ? "read" : said.get(0)).isIn("read", "FILE_BROKEN", "NOT_A_SPREADSHEET");
        }
    }

    private Path ods(String content) throws IOException {
        String namespace = "urn:oasis:names:tc:opendocument:xmlns:";
        return new SmallZip()
                .with("mimetype", OdsFile.MEDIA_TYPE)
                .with(
                        "content.xml",
                        "<office:document-content xmlns:office='" + namespace + "office:1.0' xmlns:table='" + namespace
                                + "table:1.0' xmlns:text='" + namespace
                                + "text:1.0'><office:body><office:spreadsheet><table:table table:name='A'>" + content
                                + "</table:table></office:spreadsheet></office:body></office:document-content>")
                .write(folder.resolve("a.ods"));
    }

    /** A workbook of the first record and more, as two-byte numbers; the first one's length is put in. */
    private Path xls(int... numbers) throws IOException {
        int[] all = new int[numbers.length + 1];
        all[0] = numbers[0];
        all[1] = 4;
        System.arraycopy(numbers, 1, all, 2, numbers.length - 1);
        return xls(shorts(all));
    }

    private Path xls(byte[] stream) throws IOException {
        Path file = folder.resolve("a.xls");
        try (POIFSFileSystem container = new POIFSFileSystem();
                var out = Files.newOutputStream(file)) {
            container.createDocument(new ByteArrayInputStream(stream), "Workbook");
            container.writeFilesystem(out);
        }
        return file;
    }

    private static byte[] shorts(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) {
            bytes.putShort((short) number);
        }
        return bytes.array();
    }

    /** Another four-byte number in the directory's line of a member. */
    private static byte[] patched(byte[] zip, int member, int offset, int number) {
        return patchMember(patchMember(zip, member, offset, number), member, offset + 2, number >> 16);
    }

    /** What comes out of a container; nothing is left beside it. */
    private List<String> unpacked(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("x.zip"), bytes);
        List<String> came = new ArrayList<>();
        try {
            Container.unpack(file, "x.zip", Limits.DEFAULT, folder.resolve("scratch"), new Container.Members() {
                @Override
                public void member(String name, Path member) {
                    try {
                        Container.openMember(member, name, Limits.DEFAULT).sheets();
                        came.add("read");
                    } catch (Refused refusal) {
                        refused(refusal);
                    }
                }

                @Override
                public void refused(Refused refusal) {
                    came.add(told(refusal));
                }
            });
        } catch (Refused refusal) {
            came.add(told(refusal));
        }
        assertThat(folder.resolve("scratch")).doesNotExist();
        return came;
    }

    private static String told(Refused refusal) {
        return refusal.reason().code()
                + (refusal.reason().code().equals("LIMIT_EXCEEDED")
                        ? " " + refusal.reason().arguments().get(1)
                        : "");
    }
}
