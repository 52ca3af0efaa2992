package org.sumario.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumario.input.InputFiles;
import org.sumario.rows.Limits;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowPreview;

/** The scanner beside a plain reading of the same text, and beside fastcsv. */
class CsvScannerTest {
    private static final Path REAL = Path.of("../shared/data");

    @TempDir
    Path folder;

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    static Stream<Path> realFiles() throws IOException {
        if (!Files.isDirectory(REAL)) {
            return Stream.of(REAL);
        }
        try (Stream<Path> files = Files.walk(REAL)) {
            return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tablesComeBackAsTheyWereWritten(int seed) throws IOException {
        RandomTable table = new RandomTable(new Random(seed));
        Path file = folder.resolve("table.csv");
        Files.write(file, table.bytes());
        List<String> read = new ArrayList<>();
        InputFiles.open(file, "table.csv", Limits.DEFAULT)
                .cells(null, (sheet, row, column, value) -> read.add(row + " " + column + " " + value.text()));
        assertThat(read).as(() -> table.text()).isEqualTo(table.cells());
    }

    /** Pieces of text without any order: stray quotes, lone carriage returns, ragged rows. */
    @ParameterizedTest
    @MethodSource("seeds")
    void anyTextReadsAsItsPlainReadingDoes(int seed) throws IOException {
        Random random = new Random(seed);
        String[] pieces = {
            "a", "bc", "ñ", "😀", " ", ",", ",", "\"", "\"\"", "\"", ";", "\n", "\r\n", "\r", "\t", "12345678"
        };
        for (int i = 0; i < 50; i++) {
            StringBuilder text = new StringBuilder("x,y\n");
            boolean loneReturns = random.nextBoolean();
            for (int size = random.nextInt(40); size > 0; size--) {
                String piece = pieces[random.nextInt(pieces.length)];
                text.append(piece.equals("\r") && !loneReturns ? "," : piece);
            }
            String all = text.toString();
            PlainReading plain = PlainReading.of(all, ',');
            int chunk = 1 + random.nextInt(9);
            if (plain.isUnterminated()) {
                assertThatThrownBy(() -> scan(all.getBytes(UTF_8), chunk, chunk))
                        .isInstanceOf(IOException.class);
            } else {
                assertThat(scan(all.getBytes(UTF_8), 1 + random.nextInt(64), chunk))
                        .as(all)
                        .isEqualTo(plain.rows());
                // fastcsv loses count, and fields, after a lone carriage return within quotes.
                if (!loneReturns) {
                    assertThat(fastcsv(all, ',')).as(all).isEqualTo(plain.rows());
                }
            }
        }
    }

    @Test
    void buffersMayEndAnywhere() throws IOException {
        String text = "uno,\"dos, y\r\nmás\",tres\r\n\r\nuno,\"dos, y\r\nmás\",tres\r\n\"a\"\"b\",ñandú 😀,\"\"\r\n"
                + "uno,\"muy largo, más que dieciséis\",tres\r\nuno,\"muy largo, más que dieciséis\",tres";
        List<String> rows = PlainReading.of(text, ',').rows();
        assertThat(rows).hasSize(5);
        byte[] bytes = text.getBytes(UTF_8);
        for (int buffer = 1; buffer < bytes.length + 2; buffer++) {
            for (int chunk : new int[] {1, 2, 3, 7, 8, 9, bytes.length}) {
                assertThat(scan(bytes, buffer, chunk))
                        .as("buffer %d, chunk %d", buffer, chunk)
                        .isEqualTo(rows);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("realFiles")
    void everyFieldOfRealFilesIsAsFastcsvHasIt(Path file) throws IOException {
        assumeThat(file).as("the publications are not at hand").isRegularFile();
        byte[] bytes = Files.readAllBytes(file);
        Charset charset = TextEncoding.beyondAscii(file).charset;
        String text = new String(bytes, charset);
        List<String> expected = fastcsv(text.startsWith("\uFEFF") ? text.substring(1) : text, ',');
        List<String> actual = new ArrayList<>();
        TextFormat format = TextFormat.of(file, "file");
        assertThat(format.delimiter()).isEqualTo((byte) ',');
        CsvFile.open(file, "file", Limits.DEFAULT).read(0, preview(actual));
        assertThat(actual).isEqualTo(expected);
    }

    private static List<String> scan(byte[] bytes, int buffer, int chunk) throws IOException {
        List<String> rows = new ArrayList<>();
        TextFormat format = new TextFormat(TextEncoding.ASCII, (byte) ',', true, 0, 1);
        InputStream in = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, chunk));
            }
        };
        RowPreview sink = preview(rows);
        CsvTexts texts = new CsvTexts(format.encoding(), () -> TextEncoding.UTF_8, sink);
        new CsvScanner(in, format, texts, sink, buffer).scan();
        return rows;
    }

    private static RowPreview preview(List<String> rows) {
        return new RowPreview(
                row -> rows.add(told(
                        row.rowNumber(),
                        row.values().stream().map(RawValue::text).toList())),
                Limits.DEFAULT);
    }

    private static List<String> fastcsv(String text, char delimiter) {
        List<String> rows = new ArrayList<>();
        CsvReader.builder()
                .fieldSeparator(delimiter)
                .allowExtraCharsAfterClosingQuote(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)
                .forEach((CsvRecord row) -> rows.add(told(row.getStartingLineNumber(), row.getFields())));
        return rows;
    }

    /** Blank fields at the end of a row are as good as none. */
    static String told(long line, List<String> fields) {
        int size = fields.size();
        while (size > 0 && fields.get(size - 1).isEmpty()) {
            size--;
        }
        return line + " " + fields.subList(0, size);
    }
}
