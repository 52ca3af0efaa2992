package org.sumario.correction;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.sumario.model.Severity;

/** The letter that goes with a marked workbook, as plain text. */
final class Letter {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Words words;
    private final Correction.Received received;
    private final Summary summary;
    private final Correction.Written written;
    private final Path file;
    private final StringBuilder text = new StringBuilder();

    Letter(Words words, Correction.Received received, Summary summary, Correction.Written written, Path file) {
        this.words = words;
        this.received = received;
        this.summary = summary;
        this.written = written;
        this.file = file;
    }

    static String moment(Instant moment) {
        return MOMENT.format(moment);
    }

    String text() {
        line(words.text("letter.subject", received.fileName()));
        line("");
        line(words.text("letter.opening"));
        line("");
        line("  " + words.text("letter.file", received.fileName()));
        line("  " + words.text("letter.sha256", received.sha256()));
        line("  " + words.text("letter.received", moment(received.receivedAt())));
        line("  " + words.text("letter.copy", String.valueOf(file.getFileName())));
        line("");
        line(words.text("letter.found", Words.number(summary.count())));
        line("");
        for (Summary.Kind kind : summary.kinds()) {
            kind(kind);
        }
        if (!received.reasons().isEmpty()) {
            line(words.text("letter.reasons"));
            line("");
            received.reasons().forEach(reason -> line("  - " + reason));
            line("");
        }
        line(words.text("letter.ask"));
        line("");
        for (String step : words.text("letter.steps").split("\n", -1)) {
            line("  " + step);
        }
        if (written.copied() != null) {
            line("");
            line(written.copied().text(words.language()));
        }
        line("");
        line(words.text("letter.closing"));
        return text.toString();
    }

    private void kind(Summary.Kind kind) {
        Remark example = kind.example();
        line("  "
                + words.text(
                        "letter.kind", Words.number(kind.count()), words.severity(kind.severity()), example.code()));
        line("    " + words.text("letter.example", place(example)) + " " + example.advice());
        if (kind.severity() == Severity.INFO) {
            line("    " + words.text("letter.info"));
        }
        line("");
    }

    private static String place(Remark remark) {
        String cell =
                remark.cell().isEmpty() && remark.rowNumber() > 0 ? String.valueOf(remark.rowNumber()) : remark.cell();
        return remark.sheetName() + (cell.isEmpty() || remark.sheetName().isEmpty() ? "" : "!") + cell;
    }

    /** Without what would end the line or make a terminal show something else. */
    private void line(String given) {
        given.codePoints()
                .map(character -> Character.getType(character) == Character.CONTROL ? ' ' : character)
                .filter(character -> Character.getType(character) != Character.SURROGATE
                        && Character.getType(character) != Character.FORMAT)
                .forEach(text::appendCodePoint);
        text.append('\n');
    }
}
