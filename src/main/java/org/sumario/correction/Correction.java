package org.sumario.correction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.model.Reason;
import org.sumario.parts.ZipParts;
import org.sumario.rows.Limits;

/**
 * A received file with what is wrong marked in it, and the letter that goes with it. The same bytes for the same file, findings and
 * language; the cells of the copy are those of the file, which is looked at before the copy takes its place.
 */
public final class Correction {
    /** LibreOffice opens a sheet with so many in ten seconds, and takes more than twice as long for twice as many. */
    private static final int MOST_COMMENTS = 5_000;

    private final Received received;
    private final Remarks remarks;
    private final Words words;
    private final Limits limits;
    private final int mostComments;

    private Correction(Received received, Remarks remarks, Locale language, Limits limits, int mostComments) {
        this.received = received;
        this.remarks = remarks;
        this.words = new Words(language);
        this.limits = limits;
        this.mostComments = mostComments;
    }

    /**
     * A file as it was received.
     *
     * @param reasons why it is held or rejected, in the language of whoever made it; none where it counts
     */
    public record Received(Path file, String fileName, String sha256, Instant receivedAt, List<String> reasons) {}

    /** What was done in a sheet. */
    public record MarkedSheet(String sheetName, long findingCount, int markedCount, int commentCount) {}

    /** @param copied why the rows were copied into a new workbook; null where the file itself was marked */
    public record Written(
            List<MarkedSheet> sheets, @Nullable Reason copied) {}

    /** @param language of the office that made the file */
    public static Correction of(Received received, Remarks remarks, Locale language, Limits limits) {
        return new Correction(received, remarks, language, limits, MOST_COMMENTS);
    }

    static Correction of(Received received, Remarks remarks, Locale language, Limits limits, int mostComments) {
        return new Correction(received, remarks, language, limits, mostComments);
    }

    /** What the copy's name ends with: a workbook with macros opens under no other. */
    public String ending() throws IOException {
        try (ZipParts parts = parts(received.file())) {
            return WorkbookParts.of(parts, limits).ending();
        } catch (Uneditable copied) {
            return ".xlsx";
        }
    }

    /**
     * Writes the copy and the letter in the place of files, at once or not at all.
     *
     * @throws org.sumario.model.Refused where a workbook cannot hold the file
     */
    public Written write(Path file, Path letter) throws IOException {
        Summary summary = new Summary();
        Marks marks = new Marks(words, mostComments);
        remarks.each(remark -> {
            summary.add(remark);
            marks.add(remark);
        });
        InputFile original = InputFiles.open(received.file(), received.fileName(), limits);
        Path part = beside(file);
        Path plain = beside(letter);
        try {
            Written written = write(original, marks, summary, part, plain);
            Files.writeString(plain, new Letter(words, received, summary, written, file).text());
            Files.move(plain, letter, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } finally {
            Files.deleteIfExists(part);
            Files.deleteIfExists(plain);
        }
    }

    private static Path beside(Path file) {
        return file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    }

    private Written write(InputFile original, Marks marks, Summary summary, Path copy, Path scratch)
            throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        original.sheetNames().forEach(name -> names.put(name, name));
        Optional<Reason> copied = Optional.empty();
        try {
            mark(received.file(), names, marks, summary, copied, copy);
        } catch (Uneditable uneditable) {
            copied = Optional.of(uneditable.reason());
            names.putAll(PlainWorkbook.write(original, received.fileName(), scratch));
            mark(scratch, names, marks, summary, copied, copy);
        }
        InputFile read = InputFiles.open(copy, received.fileName(), limits);
        SameCells.require(original, read, names, copied.isEmpty(), received.fileName());
        List<MarkedSheet> sheets = new ArrayList<>();
        names.forEach((name, copyName) -> {
            Marks.OfSheet ofSheet = marks.of(name);
            sheets.add(new MarkedSheet(copyName, ofSheet.remarks(), ofSheet.cells(), ofSheet.comments()));
        });
        return new Written(sheets, copied.orElse(null));
    }

    private void mark(
            Path from, Map<String, String> names, Marks marks, Summary summary, Optional<Reason> copied, Path file)
            throws IOException {
        try (ZipParts parts = parts(from)) {
            WorkbookParts workbook = WorkbookParts.of(parts, limits);
            Map<String, Marks.OfSheet> byCopyName = new LinkedHashMap<>();
            names.forEach((name, copyName) -> byCopyName.put(copyName, marks.of(name)));
            List<String> notes = notes(marks, summary, copied);
            CorrectedPackage.write(
                    parts,
                    limits,
                    workbook,
                    byCopyName,
                    workbook.newSheetName(words.text("sheet.findings")),
                    (out, styles) -> new ListSheet(out, words, styles, names).write(notes, remarks),
                    received.receivedAt(),
                    file);
        }
    }

    /** @throws Uneditable where the file is no zip */
    private ZipParts parts(Path file) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(2);
        }
        if (head.length < 2 || head[0] != 'P' || head[1] != 'K') {
            throw new Uneditable(Reason.of("CORRECTION_COPIED_FORMAT"));
        }
        return ZipParts.open(file, limits);
    }

    private List<String> notes(Marks marks, Summary summary, Optional<Reason> copied) {
        List<String> notes = new ArrayList<>();
        notes.add(words.text("note.title", received.fileName()));
        notes.add(words.text("note.received", Letter.moment(received.receivedAt()), received.sha256()));
        long cells = 0;
        long comments = 0;
        for (Marks.OfSheet sheet : marks.bySheet().values()) {
            cells += sheet.cells();
            comments += sheet.comments();
        }
        notes.add(words.text("note.marked", Words.number(summary.count()), Words.number(cells)));
        notes.add(words.text("note.send_back"));
        copied.ifPresent(reason -> notes.add(reason.text(words.language())));
        if (comments < cells) {
            notes.add(words.text("note.comments", Words.number(mostComments)));
        }
        if (summary.count() > ListSheet.MOST_LINKS) {
            notes.add(words.text("note.links", Words.number(ListSheet.MOST_LINKS)));
        }
        return notes;
    }
}
