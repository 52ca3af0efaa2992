package org.sumario.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.sumario.model.ObservationBatch;

/**
 * Observations as two files of plain integers: the combinations of period and labels that occur, and one row per observation with its
 * place, the number of its combination and the counts that the source has. What is decided per combination is decided once, not once per observation.
 */
final class ObservationFiles {
    private static final int SHEET = 0;
    private static final int ROW = 1;
    private static final int COLUMN = 2;

    private static final List<String> PLACE = List.of("sheet_id", "row_number", "column_index", "combination_id");
    private static final List<String> COMBINATION = Stream.concat(
                    Stream.of("combination_id", "period_id"),
                    ObservationBatch.DIMENSIONS.stream().map(dimension -> dimension + "_id"))
            .toList();

    private ObservationFiles() {}

    /** Writes all of a source, in order. */
    static void write(Path observations, Path combinations, ObservationBatch.Source source) throws IOException {
        List<String> measures = source.measures();
        try (PlainParquet places = new PlainParquet(observations, "observation", PLACE, measures);
                PlainParquet used = new PlainParquet(combinations, "combination", COMBINATION, List.of())) {
            Combinations known = new Combinations(used);
            ObservationBatch batch = new ObservationBatch();
            long[][] counts = measures.stream()
                    .map(measure -> batch.counts[ObservationBatch.MEASURES.indexOf(measure)])
                    .toArray(long[][]::new);
            while (source.fill(batch)) {
                int[] numbers = known.number(batch);
                places.add(
                        new int[][] {batch.keys[SHEET], batch.keys[ROW], batch.keys[COLUMN], numbers},
                        counts,
                        batch.size);
            }
            known.flush();
            places.finish();
            used.finish();
        }
    }
}
