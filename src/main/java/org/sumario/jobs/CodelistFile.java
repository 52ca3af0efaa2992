package org.sumario.jobs;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Codelist;
import org.sumario.model.Codelist.Code;
import org.sumario.model.Refused;

/** A code list: {@code code,name,labels,parent,valid_from,valid_to} and attributes; labels are separated by {@code |}. */
final class CodelistFile {
    private static final List<String> FIXED = List.of("code", "name", "labels", "parent", "valid_from", "valid_to");

    private CodelistFile() {}

    static Codelist read(Path file, String name) {
        List<Code> codes = new ArrayList<>();
        Map<String, Code> byLabel = new HashMap<>();
        String fileName = file.getFileName().toString();
        try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : records) {
                int line = (int) row.getStartingLineNumber();
                if (!row.getHeader().containsAll(FIXED)) {
                    throw new Refused("JOB_FILE_BAD", fileName, 1, "the columns " + FIXED + " are expected");
                }
                Code code = code(fileName, line, row);
                for (String label : code.labels()) {
                    Code other = byLabel.put(label, code);
                    if (other != null && !other.code().equals(code.code()) && overlap(other, code)) {
                        throw new Refused(
                                "JOB_FILE_BAD", fileName, line, "label '" + label + "' already means " + other.code());
                    }
                }
                codes.add(code);
            }
        } catch (CsvParseException e) {
            throw new Refused("JOB_FILE_BAD", fileName, 1, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (codes.isEmpty()) {
            throw new Refused("JOB_FILE_BAD", fileName, 1, "the code list has no codes");
        }
        return new Codelist(name, List.copyOf(codes));
    }

    private static Code code(String fileName, int line, NamedCsvRecord row) {
        String code = row.getField("code").strip();
        String name = row.getField("name").strip();
        if (code.isEmpty() || name.isEmpty()) {
            throw new Refused("JOB_FILE_BAD", fileName, line, "code and name must not be blank");
        }
        List<String> labels = new ArrayList<>(List.of(name));
        for (String label : row.getField("labels").split("\\|", -1)) {
            if (!label.isBlank() && !labels.contains(label.strip())) {
                labels.add(label.strip());
            }
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String header : row.getHeader()) {
            if (!FIXED.contains(header)) {
                attributes.put(header, row.getField(header));
            }
        }
        return new Code(
                code,
                name,
                List.copyOf(labels),
                row.getField("parent").strip(),
                attributes,
                date(fileName, line, row.getField("valid_from")),
                date(fileName, line, row.getField("valid_to")));
    }

    private static @Nullable LocalDate date(String fileName, int line, String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new Refused("JOB_FILE_BAD", fileName, line, "'" + text + "' is no date such as 2024-01-31");
        }
    }

    private static boolean overlap(Code one, Code other) {
        boolean before = one.validTo() != null
                && other.validFrom() != null
                && one.validTo().isBefore(other.validFrom());
        boolean after = other.validTo() != null
                && one.validFrom() != null
                && other.validTo().isBefore(one.validFrom());
        return !before && !after;
    }
}
