package org.sumario.correction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Severity;
import org.sumario.rows.Limits;

/** A file with findings that a test makes up, and its copy. */
final class Corrected implements Remarks {
    private final Path file;
    private final List<Remark> remarks = new ArrayList<>();
    private @Nullable Path copy;
    private Correction.@Nullable Written written;
    private boolean saysMore;
    int mostComments = 1_000;

    Corrected(Path file) {
        this.file = file;
    }

    /** An error in a cell. */
    Corrected bad(String sheet, String cell) {
        return with(Severity.ERROR, "BAD", sheet, cell, "", "correct " + cell);
    }

    Corrected with(Severity severity, String code, String sheet, String cell, String rawText, String advice) {
        String digits = cell.replaceAll("[^0-9]", "");
        int row = digits.isEmpty() ? 0 : Integer.parseInt(digits);
        remarks.add(new Remark(severity, code, sheet, row, cell, rawText, advice, null, null, false));
        return this;
    }

    /** An error in a cell, with what is expected and at stake. */
    Corrected expected(String sheet, String cell, String expected, long atStake) {
        bad(sheet, cell);
        Remark last = remarks.remove(remarks.size() - 1);
        remarks.add(new Remark(
                last.severity(),
                last.code(),
                sheet,
                last.rowNumber(),
                cell,
                "",
                last.advice(),
                expected,
                atStake,
                true));
        saysMore = true;
        return this;
    }

    @Override
    public void each(Receiver receiver) throws IOException {
        for (Remark remark : remarks) {
            receiver.take(remark);
        }
    }

    @Override
    public boolean hasExpected() {
        return saysMore;
    }

    @Override
    public boolean hasAtStake() {
        return saysMore;
    }

    Correction correction() {
        String name = file.getFileName().toString();
        return Correction.of(
                new Correction.Received(file, name, "ab12", Instant.parse("2024-03-01T10:20:30Z"), List.of()),
                this,
                Locale.ENGLISH,
                Limits.DEFAULT,
                mostComments);
    }

    /** Writes the copy beside the file. */
    Corrected write() throws IOException {
        copy = file.resolveSibling("copy.xlsx");
        written = correction().write(copy, letter());
        return this;
    }

    Path letter() {
        return file.resolveSibling("copy.letter.txt");
    }

    Path copy() {
        return Objects.requireNonNull(copy);
    }

    Correction.Written written() {
        return Objects.requireNonNull(written);
    }

    /** A part of the copy as text. */
    String part(String name) throws IOException {
        return new String(bytes(copy(), name), StandardCharsets.UTF_8);
    }

    static byte[] bytes(Path zip, String name) throws IOException {
        try (ZipFile parts = new ZipFile(zip.toFile())) {
            ZipEntry entry = parts.getEntry(name);
            if (entry == null) {
                throw new IOException("no part " + name + " among "
                        + parts.stream().map(ZipEntry::getName).toList());
            }
            try (InputStream in = parts.getInputStream(entry)) {
                return in.readAllBytes();
            }
        }
    }
}
