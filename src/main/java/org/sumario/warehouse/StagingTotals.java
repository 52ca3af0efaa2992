package org.sumario.warehouse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sumario.model.DeliveryContent.ControlTotals;
import org.sumario.model.DeliveryContent.MeasureTotals;

/** The control totals that a delivery's staging folder keeps. */
public final class StagingTotals {
    /** The same for every measure of a delivery. */
    private static final List<String> COUNTS =
            List.of("row_count", "observation_count", "fact_count", "rejection_count", "unmapped_count");

    private StagingTotals() {}

    public static ControlTotals of(Path staging) {
        try (Duck duck = Duck.inMemory()) {
            String file = Duck.quote(staging.resolve("control_total.parquet").toString());
            return duck.query("select * from read_parquet(" + file + ")", result -> {
                List<MeasureTotals> measures = new ArrayList<>();
                long[] counts = new long[COUNTS.size()];
                while (result.next()) {
                    for (int i = 0; i < counts.length; i++) {
                        counts[i] = result.getLong(COUNTS.get(i));
                    }
                    measures.add(new MeasureTotals(
                            result.getString("measure"),
                            result.getLong("left_out_count"),
                            result.getBigDecimal("unmapped_sum"),
                            result.getBigDecimal("raw_sum"),
                            result.getBigDecimal("fact_sum"),
                            result.getBigDecimal("rejected_sum"),
                            result.getLong("not_number_count")));
                }
                return new ControlTotals(counts[0], counts[1], counts[2], counts[3], counts[4], List.copyOf(measures));
            });
        }
    }
}
