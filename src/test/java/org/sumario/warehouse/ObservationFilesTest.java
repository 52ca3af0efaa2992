package org.sumario.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumario.model.ObservationBatch;

class ObservationFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    /** Also where more combinations occur, twice over, than are known at a time. */
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "2047, 100",
        "2048, 2048",
        "122880, 7",
        "122881, 122881",
        "300000, 1000",
        "300000, 131072",
        "300000, 150000"
    })
    void areReadBackInOrder(int rows, int combinations) throws IOException {
        try (Duck duck = written(new Numbers(rows, combinations))) {
            assertThat(duck.number("select count(*) from observation")).isEqualTo(rows);
            assertThat(duck.number("select count(*) from (select *, row_number() over () - 1 as i from observation)"
                            + " where sheet_id <> i or row_number <> -i or column_index <> -2 * i"
                            + " or complaint_count <> i * 1000000000000"))
                    .isZero();
            assertThat(duck.number("select count(*) from observation join combination using (combination_id)"
                            + " where period_id = -3 * (sheet_id % " + combinations + ")"
                            + " and fiscal_district_id = -4 * (sheet_id % " + combinations + ")"
                            + " and seat_place_code_id = -16 * (sheet_id % " + combinations + ")"))
                    .isEqualTo(rows);
        }
    }

    @Test
    void holdACombinationOnce() throws IOException {
        try (Duck duck = written(new Numbers(300_000, Combinations.MOST_KNOWN))) {
            assertThat(duck.number("select count(*) from combination")).isEqualTo(Combinations.MOST_KNOWN);
            assertThat(duck.number("select count(distinct combination_id) from combination"))
                    .isEqualTo(Combinations.MOST_KNOWN);
        }
    }

    @Test
    void areFilesWithoutRows() throws IOException {
        try (Duck duck = written(new Numbers(0, 1))) {
            assertThat(duck.number("select count(*) from observation")).isZero();
            assertThat(duck.number("select count(*) from combination")).isZero();
        }
    }

    private Duck written(ObservationBatch.Source source) throws IOException {
        Path observations = folder.resolve("observation.parquet");
        Path combinations = folder.resolve("combination.parquet");
        ObservationFiles.write(observations, combinations, source);
        Duck duck = Duck.inMemory();
        duck.execute("create view observation as from read_parquet(" + Duck.quote(observations.toString()) + ")");
        duck.execute("create view combination as from read_parquet(" + Duck.quote(combinations.toString()) + ")");
        return duck;
    }

    /** Rows that are their own numbers, in batches of changing size, with so many combinations in turn. */
    private static final class Numbers implements ObservationBatch.Source {
        private final int rows;
        private final int combinations;
        private int next;

        Numbers(int rows, int combinations) {
            this.rows = rows;
            this.combinations = combinations;
        }

        @Override
        public List<String> measures() {
            return List.of("complaint_count");
        }

        @Override
        public boolean fill(ObservationBatch batch) {
            batch.size = Math.min(rows - next, next % 3 == 0 ? ObservationBatch.CAPACITY : 777);
            for (int i = 0; i < batch.size; i++) {
                for (int key = 0; key < batch.keys.length; key++) {
                    batch.keys[key][i] = -key * (key < 3 ? next : next % combinations);
                }
                batch.keys[0][i] = next;
                batch.counts[0][i] = next * 1_000_000_000_000L;
                next++;
            }
            return batch.size > 0;
        }
    }
}
