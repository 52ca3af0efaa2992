package org.sumario.jobs;

import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.sumario.model.Codelist;
import org.sumario.model.Refused;

/**
 * What persons decided that further labels of a code list mean, in {@code <name>.labels.csv} beside it. Only label and code change what a
 * label means; who, when, from which delivery and why are for those who read the list.
 */
public final class LabelDecisions {
    private static final List<String> COLUMNS =
            List.of("label", "code", "decided_by", "decided_at", "delivery", "reason");

    private LabelDecisions() {}

    /**
     * One decision.
     *
     * @param delivery SHA-256 of the delivery that the label was met in, empty where none is named
     */
    public record Decided(
            String label, String code, String decidedBy, Instant decidedAt, String delivery, String reason) {}

    /**
     * Appends a decision to the code list in the folder of job files.
     *
     * @return the code as the list has it now
     * @throws Refused when there is no such list or code, or the label has a meaning already
     */
    public static Codelist.Code record(Path jobsFolder, String codelist, Decided decided) throws IOException {
        Path list = jobsFolder.resolve("codelists").resolve(codelist + ".csv");
        if (!RoleReader.CODELIST_NAME.matcher(codelist).matches() || !Files.isRegularFile(list)) {
            throw new Refused("CODELIST_MISSING", codelist, list);
        }
        List<Codelist.Code> codes =
                CodelistReader.read(codelist, list).codelist().codes();
        String label = Spelling.inOneLine(decided.label());
        if (label.isEmpty()) {
            throw new Refused("CODELIST_LABEL_BLANK");
        }
        if (codes.stream().noneMatch(code -> code.code().equals(decided.code()))) {
            throw new Refused("CODELIST_CODE_UNKNOWN", decided.code(), codelist, near(codes, decided.code()));
        }
        for (Codelist.Code code : codes) {
            boolean isOwn = code.code().equals(decided.code());
            if (code.labels().stream().anyMatch(known -> isOwn ? known.equals(label) : isSame(known, label))) {
                throw new Refused("CODELIST_LABEL_KNOWN", label, codelist, code.code(), code.name());
            }
        }
        append(fileOf(list), label, decided);
        return CodelistReader.read(codelist, list).codelist().codes().stream()
                .filter(code -> code.code().equals(decided.code()))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isSame(String known, String label) {
        return Spelling.fold(known).equals(Spelling.fold(label));
    }

    private static String near(List<Codelist.Code> codes, String wanted) {
        return codes.stream()
                .map(Codelist.Code::code)
                .distinct()
                .filter(code -> Spelling.isNear(Spelling.fold(code), Spelling.fold(wanted)))
                .reduce((one, other) -> one + ", " + other)
                .orElse("-");
    }

    private static void append(Path file, String label, Decided decided) throws IOException {
        byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        StringWriter text = new StringWriter();
        if (before.length > 0 && before[before.length - 1] != '\n') {
            text.write('\n'); // edited by hand
        }
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            if (before.length == 0) {
                csv.writeRecord(COLUMNS);
            }
            csv.writeRecord(
                    label,
                    decided.code(),
                    decided.decidedBy(),
                    decided.decidedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                    decided.delivery(),
                    decided.reason());
        }
        Files.write(
                file,
                text.toString().getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Where the decisions about a code list stand. */
    static Path fileOf(Path codelist) {
        return codelist.resolveSibling(String.valueOf(codelist.getFileName()).replaceFirst("\\.csv$", ".labels.csv"));
    }

    /** @param add takes label and code, and answers what speaks against them */
    static void read(Path file, BiFunction<String, String, Optional<String>> add) {
        CodelistFile decisions = CodelistFile.read(file);
        List<CsvRecord> rows = decisions.records();
        if (rows.isEmpty() || !rows.get(0).getFields().equals(COLUMNS)) {
            throw decisions.refusal(1, "the first line must be " + String.join(",", COLUMNS));
        }
        for (CsvRecord row : rows.subList(1, rows.size())) {
            complaint(row, add).ifPresent(complaint -> {
                throw decisions.refusal(CodelistFile.line(row), complaint);
            });
        }
    }

    private static Optional<String> complaint(CsvRecord row, BiFunction<String, String, Optional<String>> add) {
        if (row.getFieldCount() != COLUMNS.size()) {
            return Optional.of(
                    "there are " + row.getFieldCount() + " fields where the first line has " + COLUMNS.size());
        }
        String label = Spelling.inOneLine(row.getField(0));
        return label.isEmpty()
                ? Optional.of("the label is blank")
                : add.apply(label, row.getField(1).strip());
    }
}
