package org.sumario.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.model.Refused;
import org.sumario.rows.CellType;
import org.sumario.rows.Dictionary;
import org.sumario.rows.Limits;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowBatch;
import org.sumario.rows.RowPreview;
import org.sumario.rows.RowReceiver;
import org.sumario.rows.SheetProfile;

class CsvFileTest {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final String TABLE = "distrito;cantidad\nCAÑETE;1\nÁNCASH;2\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "UTF-8, '', 'UTF-8 \";\"'",
        "UTF-8, '\uFEFF', 'UTF-8 \";\"'",
        "UTF-16LE, '\uFEFF', 'UTF-16LE \";\"'",
        "UTF-16BE, '\uFEFF', 'UTF-16BE \";\"'",
        "UTF-16LE, '', 'UTF-16LE \";\"'",
        "UTF-16BE, '', 'UTF-16BE \";\"'",
        "ISO-8859-1, '', 'ISO-8859-1 \";\"'",
        "windows-1252, '', 'ISO-8859-1 \";\"'"
    })
    void readsTheSameInEveryEncodingAndSaysWhich(Charset charset, String mark, String note) throws IOException {
        write((mark + TABLE).getBytes(charset));
        assertThat(cells()).containsExactly("A1 distrito", "B1 cantidad", "A2 CAÑETE", "B2 1", "A3 ÁNCASH", "B3 2");
        assertThat(note()).isEqualTo(note);
    }

    @Test
    void lettersThatLatin1HasNotShowThatItIsWindows1252() throws IOException {
        write("precio;texto\n5 €;“sí”\n".getBytes(WINDOWS_1252));
        assertThat(cells()).contains("A2 5 €", "B2 “sí”");
        assertThat(note()).isEqualTo("windows-1252 \";\"");
    }

    @Test
    void pairsOfSurrogatesSurviveUtf16() throws IOException {
        write(("\uFEFFa,b\n" + "x😀".repeat(50_000) + ",1\n").getBytes(UTF_16LE));
        Limits limits = limits("cell_length", 200_000);
        List<String> texts = new ArrayList<>();
        open(limits).cells(null, (sheet, row, column, value) -> texts.add(value.text()));
        assertThat(texts).element(2).isEqualTo("x😀".repeat(50_000));
    }

    @Test
    void aForeignByteFarBehindMakesTheWholeFileSingleByte() throws IOException {
        write(("distrito,cantidad\n" + "CANETE,1\n".repeat(200_000) + "ÁNCASH,2\nCAÑETE,3\n").getBytes(ISO_8859_1));
        InputFile file = open(Limits.DEFAULT);
        assertThat(file.sheets().get(0).rows()).hasSize(40);
        Collected collected = collect(file, Limits.DEFAULT, 0, 1);
        assertThat(collected.rows).hasSize(200_002).endsWith("200002 [ÁNCASH, 2]", "200003 [CAÑETE, 3]");
        assertThat(note()).startsWith("ISO-8859-1");
    }

    @Test
    void previewAndRowsAgreeWhereUtf8EndsFarBehind() throws IOException {
        byte[] begin = ("año,cantidad\n" + "2019,1\n".repeat(200_000)).getBytes(UTF_8);
        byte[] end = "2020,ñ\n".getBytes(ISO_8859_1);
        byte[] whole = java.util.Arrays.copyOf(begin, begin.length + end.length);
        System.arraycopy(end, 0, whole, begin.length, end.length);
        write(whole);
        InputFile file = open(Limits.DEFAULT);
        String previewed = file.sheets().get(0).rows().get(0).values().get(0).text();
        assertThat(previewed).isEqualTo("aÃ±o");
        assertThat(cells(file)).contains("A1 aÃ±o").endsWith("A200002 2020", "B200002 ñ");
    }

    @Test
    void utf8IsCheckedAcrossThePiecesItIsReadIn() throws IOException {
        for (int shift = 0; shift < 4; shift++) {
            write(("é,b\n" + "x".repeat(shift) + "\n" + "€,😀\n".repeat(300_000)).getBytes(UTF_8));
            assertThat(TextEncoding.beyondAscii(file())).isEqualTo(TextEncoding.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"C0 80", "E0 9F BF", "ED A0 80", "F0 8F BF BF", "F4 90 80 80", "F5 80 80 80", "C3", "E2 82", "80"
            })
    void bytesThatUtf8ForbidsAreNotUtf8(String hex) {
        byte[] bytes = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);
        assertThat(TextEncoding.isUtf8(bytes, 0, bytes.length)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "\"a\",b@a|b",
                "\"a,b\",c@a,b|c",
                "\"a\"\"b\",c@a\"b|c",
                "\"\"\"a\"\"\",c@\"a\"|c",
                "\"\"\"\",c@\"|c",
                "\"\",c@|c",
                "a\"b,c@a\"b|c",
                "a\"b\",c@a\"b\"|c",
                " \"a\",c@ \"a\"|c",
                "\"a\"x,c@ax|c",
                "\"a\"x\"b,c\",d@ax\"b,c|d",
                "\"a\" ,c@a |c",
                " a , b @ a | b ",
                "a,@a",
                ",b@|b",
                "a,b,c,d@a|b|c|d"
            })
    void quotesAreReadAsRfc4180HasThem(String line, String fields) throws IOException {
        for (String end : List.of("", "\n", "\r\n", "\r")) {
            write(("p,q,r,s\n" + line + end).getBytes(UTF_8));
            RowPreview.PreviewRow row =
                    open(Limits.DEFAULT).sheets().get(0).rows().get(1);
            assertThat(row.values().stream().map(RawValue::text)).containsExactly(fields.split("\\|", -1));
        }
    }

    @Test
    void textBehindAClosingQuoteIsKeptAndNoted() throws IOException {
        write("a,b\nx,1\n\"y\"z,2\n\"y\"z,3\n".getBytes(UTF_8));
        SheetProfile profile = collect(open(Limits.DEFAULT), Limits.DEFAULT, 0, 1).profile;
        assertThat(profile.notes()).contains(new SheetProfile.Note("TEXT_AFTER_QUOTE", 2, 3, 0, ""));
    }

    @Test
    void rowsAreNumberedByTheLineTheyBeginOn() throws IOException {
        write("a,b\r\n\r\n1,\"x\r\ny\nz\rw\"\r\n2,x\n\n\n3,x\r4,\"x\ny\"\r4,\"x\ny\"\r\r5,x".getBytes(UTF_8));
        assertThat(cells())
                .filteredOn(cell -> cell.startsWith("A"))
                .containsExactly("A1 a", "A3 1", "A7 2", "A10 3", "A11 4", "A13 4", "A16 5");
    }

    @Test
    void aQuoteThatIsNeverClosedBreaksTheFileAndIsPlaced() throws IOException {
        write("a,b\n1,2\n3,\"x\ny\n".getBytes(UTF_8));
        assertRefused("TEXT_QUOTE_OPEN", "3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                ", @ a,b\\n1,2\\n",
                "; @ a;b\\n1,5;2,5\\n1,25;2,75\\n",
                "\\t @ a, b\\tc\\n1\\t2\\n",
                "| @ a|b\\n1|2\\n",
                "; @ Hechos, según mes, año y lugar\\n\\naño;mes;n\\n2019;1;2\\n2019;2;3\\n",
                ", @ a;b;c,d\\n1,2\\n3,4\\n",
                "; @ \"a,b\";\"c,d,e\"\\n\"f,g\";h\\n",
                ": @ sep=:\\na:b,c\\n1:2\\n"
            })
    void findsTheDelimiterThatMostLinesAgreeOn(String delimiter, String text) throws IOException {
        write(text.replace("\\n", "\n").replace("\\t", "\t").getBytes(UTF_8));
        assertThat(note()).isEqualTo("UTF-8 \"" + delimiter + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void theLineThatTellsTheDelimiterIsNoRow(String end) throws IOException {
        for (Charset charset : List.of(UTF_8, UTF_16BE)) {
            write(String.join(end, "\uFEFFsep=;", "a;\"b\"", "1,5;2").getBytes(charset));
            assertThat(cells()).containsExactly("A2 a", "B2 b", "A3 1,5", "B3 2");
            assertThat(note()).endsWith(" \";\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_A_SPREADSHEET, 'one\ncolumn\n'",
        "NOT_A_SPREADSHEET, 'a,b\n1,\u0000\n'",
        "NOT_A_SPREADSHEET, 'a,b\n1,\u001B[2J\n'",
        "HTML_NOT_READ, '<html><table>, </table>'",
        "HTML_NOT_READ, '\uFEFF \r\n<?xml version=\"1.0\"?>'"
    })
    void refusesWhatIsNoTable(String code, String text) throws IOException {
        write(text.getBytes(UTF_8));
        assertRefused(code, "");
    }

    @ParameterizedTest
    @CsvSource({
        "true, 'a,b\n1,2\n'",
        "true, 'Hechos, según mes, año y lugar\n\na;b\n1;2\n3;4\n'",
        "true, 'a,b\n1,2\n3,4,5\n6,7\n'",
        "false, 'LEEME\nContiene, entre otros, los delitos.\nFuente: MPFN, datos abiertos, ODC-By.\nConsultas a: x\n'",
        "false, 'LEEME\nContiene, entre otros, los delitos.\nFuente: MPFN, datos abiertos, ODC-By.\n'",
        "true, 'a, b\n1, 2\n3, 4\n'",
        "false, 'one, line, of, words'",
        "false, '{\n\"a\": 1,\n\"b\": 2,\n\"c\": 3,\n}'",
        "false, '[[1, 2],\n[3, 4]]'"
    })
    void aTextIsATableWhereMostOfItsLinesAgree(boolean isTable, String text) throws IOException {
        write(text.getBytes(UTF_8));
        assertThat(open(Limits.DEFAULT).isTable()).isEqualTo(isTable);
    }

    @Test
    void limitsHold() throws IOException {
        write(("a,b,c\n1,2,3\n4," + "x".repeat(11) + ",6\n").getBytes(UTF_8));
        assertLimit("columns", 2);
        assertLimit("rows", 2);
        assertLimit("cell_length", 10);
        assertLimit("entry_bytes", 20);
        assertLimit("text_bytes", 15);
    }

    @Test
    void aLongTextThatNobodyWantsIsPassedOver() throws IOException {
        write(("a,b,c\n" + "1,2,3\n".repeat(50) + "4," + "x".repeat(50) + ",6\n").getBytes(UTF_8));
        Limits limits = limits("cell_length", 40);
        assertThat(collect(open(limits), limits, 0, 2).rows).hasSize(51).endsWith("52 [4, 6]");
    }

    @Test
    void blankLinesCountAsRows() throws IOException {
        write(("a,b\n" + "\n".repeat(50) + "1,2\n").getBytes(UTF_8));
        assertLimit("rows", 40);
    }

    @Test
    void aFieldThatNeverEndsIsRefusedBeforeMemoryIs() throws IOException {
        write(("a,b\n1,\"" + "x".repeat(1 << 20)).getBytes(UTF_8));
        assertLimit("cell_length", 32_767);
        write(("a,b\n1," + "x".repeat(1 << 20)).getBytes(UTF_8));
        assertLimit("cell_length", 32_767);
    }

    @Test
    void columnsThatNobodyWantsStayOutOfTheDictionary() throws IOException {
        write("a,b,c\n1,x,2\n3,\"y\"\"y\",4\n5,z\n".getBytes(UTF_8));
        Collected collected = collect(open(Limits.DEFAULT), Limits.DEFAULT, 2, 0);
        assertThat(collected.rows).containsExactly("2 [2, 1]", "3 [4, 3]", "4 [, 5]");
        assertThat(collected.dictionary.size()).isEqualTo(1 + 2 + 5);
    }

    @Test
    void aPreviewReadsTheBeginningOnly() throws IOException {
        write(("a,b\n" + "1,2\n".repeat(100) + "3,\"x").getBytes(UTF_8));
        assertThat(open(Limits.DEFAULT).sheets().get(0).rows()).hasSize(40);
        assertRefused("TEXT_QUOTE_OPEN", "102");
    }

    private Path file() {
        return folder.resolve("table.csv");
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(file(), bytes);
    }

    private InputFile open(Limits limits) {
        return InputFiles.open(file(), "table.csv", limits);
    }

    private List<String> cells() {
        return cells(open(Limits.DEFAULT));
    }

    private static List<String> cells(InputFile file) {
        List<String> cells = new ArrayList<>();
        file.cells(null, (sheet, row, column, value) -> {
            assertThat(value.type()).isEqualTo(CellType.TEXT);
            cells.add((char) ('A' + column) + "" + row + " " + value.text());
        });
        return cells;
    }

    private String note() {
        return collect(open(Limits.DEFAULT), Limits.DEFAULT, 0, 1).profile.notes().stream()
                .filter(note -> note.code().equals("TEXT_FORMAT"))
                .findFirst()
                .orElseThrow()
                .detail();
    }

    private void assertRefused(String code, String said) {
        assertThatThrownBy(() -> cells(open(Limits.DEFAULT))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason().code()).isEqualTo(code);
            assertThat(refused.reason().arguments().toString()).contains("table.csv", said);
        });
    }

    private void assertLimit(String name, int value) {
        assertThatThrownBy(() -> cells(open(limits(name, value))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason().toString())
                                .contains("LIMIT_EXCEEDED", name, String.valueOf(value)));
    }

    private static Limits limits(String name, long value) {
        return Limits.of((limit, standard) -> limit.equals(name) ? value : standard);
    }

    /** The rows below the header, as the reader of deliveries gets them. */
    private static Collected collect(InputFile file, Limits limits, int... columns) {
        Collected collected = new Collected(new Dictionary(limits));
        String sheet = file.sheets().get(0).sheetName();
        collected.profile = file.read(sheet, 1, columns, collected.dictionary, collected);
        return collected;
    }

    private static final class Collected implements RowReceiver {
        private final Dictionary dictionary;
        private final List<String> rows = new ArrayList<>();
        private SheetProfile profile = new SheetProfile();

        Collected(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        @Override
        public void accept(RowBatch batch) {
            for (int row = 0; row < batch.size; row++) {
                int place = row;
                rows.add(batch.rowNumbers[row] + " "
                        + IntStream.range(0, batch.codes.length)
                                .mapToObj(column -> dictionary
                                        .value(batch.codes[column][place])
                                        .text())
                                .toList());
            }
        }

        @Override
        public void restart() {
            rows.clear();
        }
    }
}
