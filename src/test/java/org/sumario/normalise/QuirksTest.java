package org.sumario.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.JobFiles;
import org.sumario.model.DeliveryContent;
import org.sumario.model.ObservationBatch;
import org.sumario.rows.Dictionary;
import org.sumario.rows.Limits;
import org.sumario.rows.RowSpool;

/** Every quirk of a publication is three files: a spreadsheet, its job file, and what must come out of it. */
class QuirksTest {
    private static final Path QUIRKS = Path.of("src/test/resources/quirks");

    @TempDir
    Path folder;

    static Stream<String> quirks() throws IOException {
        try (Stream<Path> files = Files.list(QUIRKS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".job.yml"))
                    .map(name -> name.replace(".job.yml", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("quirks")
    void readsTheQuirkAsExpected(String quirk) throws IOException {
        Path spreadsheet = Files.exists(QUIRKS.resolve(quirk + ".xlsx"))
                ? QUIRKS.resolve(quirk + ".xlsx")
                : QUIRKS.resolve(quirk + ".csv");
        List<String> actual = read(spreadsheet, JobFiles.parse(QUIRKS.resolve(quirk + ".job.yml")));
        assertThat(actual).isEqualTo(Files.readAllLines(QUIRKS.resolve(quirk + ".expected.csv")));
    }

    /** One line per observation, then vintages, then findings, then the control totals. */
    private List<String> read(Path spreadsheet, JobDefinition job) {
        String fileName = spreadsheet.getFileName().toString();
        InputFile file = InputFiles.open(spreadsheet, fileName, Limits.DEFAULT);
        SheetLayout layout =
                Recognition.of(file, fileName, List.of(job), null).sheets().get(0);
        Dictionary dictionary = new Dictionary();
        List<String> lines = new ArrayList<>();
        try (RowSpool spool = RowSpool.create(folder.resolve("rows"), layout.width())) {
            SheetRows rows = new SheetRows(layout, spool, spool::batches).read(file, dictionary);
            Normaliser normaliser = new Normaliser(job, dictionary, List.of(rows), null);
            List<int[]> keys = new ArrayList<>();
            List<String> counts = new ArrayList<>();
            ObservationBatch batch = new ObservationBatch();
            while (normaliser.fill(batch)) {
                for (int row = 0; row < batch.size; row++) {
                    int[] key = new int[batch.keys.length];
                    for (int column = 0; column < key.length; column++) {
                        key[column] = batch.keys[column][row];
                    }
                    keys.add(key);
                    counts.add(counts(job.measures(), batch, row));
                }
            }
            DeliveryContent content = normaliser.content();
            for (int i = 0; i < keys.size(); i++) {
                lines.add("observation," + observation(keys.get(i), content) + "," + counts.get(i));
            }
            content.vintages()
                    .forEach(vintage -> lines.add("vintage," + vintage.year() + "," + vintage.periodStart() + ","
                            + vintage.periodEnd() + "," + vintage.extractionDate() + "," + vintage.publishedDate()));
            content.findings()
                    .forEach(finding -> lines.add("finding," + finding.severity() + ","
                            + finding.reason().code() + "," + finding.cell() + "," + finding.rawText()));
            DeliveryContent.ControlTotals totals = content.totals();
            assertThat(totals.balance()).isTrue();
            for (DeliveryContent.MeasureTotals measure : totals.measures()) {
                lines.add("totals," + totals.rows() + "," + totals.facts() + "," + totals.rejections() + ","
                        + measure.rawSum() + "," + measure.factSum() + "," + measure.rejectedSum() + ","
                        + measure.notNumbers());
            }
        }
        return lines;
    }

    private static String counts(List<String> measures, ObservationBatch batch, int row) {
        return measures.stream()
                .map(measure -> batch.counts[ObservationBatch.MEASURES.indexOf(measure)][row])
                .map(count -> count == ObservationBatch.ABSENT ? "absent" : Long.toString(count))
                .collect(Collectors.joining(","));
    }

    private static String observation(int[] key, DeliveryContent content) {
        Map<String, String> meaning = new HashMap<>();
        for (DeliveryContent.Label label : content.labels()) {
            String text = label.code() == null ? "?" + label.text() : label.code();
            meaning.put(label.dimension() + label.labelId(), text);
        }
        List<String> words = new ArrayList<>(List.of(Integer.toString(key[1])));
        words.add(content.periods().get(key[3] - 1).start() + "/"
                + content.periods().get(key[3] - 1).end());
        for (int i = 0; i < ObservationBatch.DIMENSIONS.size(); i++) {
            int id = key[ObservationBatch.ADDRESS.size() + i];
            if (id != LabelMap.NOT_APPLICABLE) {
                words.add(meaning.getOrDefault(ObservationBatch.DIMENSIONS.get(i) + id, "unknown"));
            }
        }
        return String.join(",", words);
    }
}
