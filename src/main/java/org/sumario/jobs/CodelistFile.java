package org.sumario.jobs;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sumario.model.Refused;

/** A CSV file that belongs to a code list, as its records; what is no UTF-8 or no CSV is refused with file and line. */
record CodelistFile(Path path, List<CsvRecord> records) {

    static CodelistFile read(Path path) {
        // Rows of another length are let through to be refused in our words.
        CsvReader.CsvReaderBuilder builder = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE);
        List<CsvRecord> records = new ArrayList<>();
        try (CsvReader<CsvRecord> reader =
                builder.ofCsvRecord(JobText.read(path, (line, explanation) -> refusal(path, line, explanation)))) {
            reader.forEach(records::add);
        } catch (CsvParseException bad) {
            int last = records.isEmpty() ? 0 : line(records.get(records.size() - 1));
            throw refusal(path, last + 1, "this is not CSV: " + bad.getMessage());
        } catch (IOException | UncheckedIOException unreadable) {
            throw refusal(path, 1, "the file cannot be read");
        }
        return new CodelistFile(path, records);
    }

    static int line(CsvRecord row) {
        return Math.toIntExact(row.getStartingLineNumber());
    }

    Refused refusal(int line, String explanation) {
        return refusal(path, line, explanation);
    }

    static Refused refusal(Path path, int line, String explanation) {
        return new Refused("CODELIST_BAD", path.getFileName(), line, JobText.inSight(explanation));
    }
}
