package org.sumario.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sumario.model.Refused;
import org.sumario.rows.LimitExceeded;
import org.sumario.rows.Limits;
import org.sumario.rows.Outline;
import org.sumario.rows.RowSink;
import org.sumario.rows.Workbook;

/** A delimited text file as one sheet; its lines are rows, its encoding and delimiter are found from its content. */
public final class CsvFile implements Workbook {
    private final Path file;
    private final String fileName;
    private final Outline outline;
    private TextFormat format;

    private CsvFile(Path file, String fileName, TextFormat format, Limits limits) {
        this.file = file;
        this.fileName = fileName;
        this.format = format;
        this.outline = new Outline(limits);
        outline.addSheet(sheetName(fileName), false);
    }

    /** @throws Refused when the text is no table */
    public static CsvFile open(Path file, String fileName, Limits limits) throws IOException {
        if (Files.size(file) > limits.entryBytes()) {
            throw new LimitExceeded("entryBytes", limits.entryBytes());
        }
        return new CsvFile(file, fileName, TextFormat.of(file, fileName), limits);
    }

    @Override
    public Outline outline() {
        return outline;
    }

    /** As a spreadsheet program names the sheet it opens: without the archive and the folders it came in. */
    private static String sheetName(String fileName) {
        String name = fileName.substring(fileName.lastIndexOf('!') + 1);
        name = name.substring(name.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    @Override
    public boolean isTable() {
        return format.isTable();
    }

    @Override
    public void read(int sheetIndex, RowSink sink) throws IOException {
        CsvTexts texts = new CsvTexts(format.encoding(), () -> TextEncoding.beyondAscii(file), sink);
        try (InputStream in = format.encoding().open(file)) {
            in.skipNBytes(format.prologueBytes());
            new CsvScanner(in, format, texts, sink, CsvScanner.BUFFER_BYTES).scan();
        } catch (QuoteOpen quote) {
            throw new Refused("TEXT_QUOTE_OPEN", fileName, quote.line());
        }
        format = format.with(texts.encoding());
        sink.profile.note("TEXT_FORMAT", 0, -1, format.described(texts.encodingName()));
    }
}
