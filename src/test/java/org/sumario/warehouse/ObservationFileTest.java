package org.sumario.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.model.ObservationBatch;

class ObservationFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2_047, 2_048, 122_880, 122_881, 300_000})
    void isReadBackInOrder(int rows) throws IOException {
        Path file = folder.resolve("observation.parquet");
        ObservationFile.write(file, new Numbers(rows));
        try (Duck duck = Duck.inMemory()) {
            duck.execute("create view observation as from read_parquet(" + Duck.quote(file.toString()) + ")");
            assertThat(duck.number("select count(*) from observation")).isEqualTo(rows);
            assertThat(duck.number("select count(*) from (select *, row_number() over () - 1 as i from observation)"
                            + " where sheet_id <> i or seat_place_code_id <> -13 * i"
                            + " or complaint_count <> i * 1000000000000"))
                    .isZero();
        }
    }

    @Test
    void isAFileWithoutRows() throws IOException {
        Path file = folder.resolve("observation.parquet");
        ObservationFile.write(file, new Numbers(0));
        try (Duck duck = Duck.inMemory()) {
            assertThat(duck.number("select count(*) from read_parquet(" + Duck.quote(file.toString()) + ")"))
                    .isZero();
        }
    }

    /** Rows that are their own numbers, in batches of changing size. */
    private static final class Numbers implements ObservationBatch.Source {
        private final int rows;
        private int next;

        Numbers(int rows) {
            this.rows = rows;
        }

        @Override
        public boolean fill(ObservationBatch batch) {
            batch.size = Math.min(rows - next, next % 3 == 0 ? ObservationBatch.CAPACITY : 777);
            for (int i = 0; i < batch.size; i++) {
                for (int key = 0; key < batch.keys.length; key++) {
                    batch.keys[key][i] = -key * next;
                }
                batch.keys[0][i] = next;
                batch.counts[i] = next * 1_000_000_000_000L;
                next++;
            }
            return batch.size > 0;
        }
    }
}
