package org.sumario.warehouse;

import java.nio.file.Path;
import org.sumario.model.DeliveryContent.ControlTotals;

/** The control totals that a delivery's staging folder keeps. */
public final class StagingTotals {
    private StagingTotals() {}

    public static ControlTotals of(Path staging) {
        try (Duck duck = Duck.inMemory()) {
            String file = Duck.quote(staging.resolve("control_total.parquet").toString());
            return duck.query("select * from read_parquet(" + file + ")", result -> {
                result.next();
                return new ControlTotals(
                        result.getLong("row_count"),
                        result.getLong("observation_count"),
                        result.getLong("fact_count"),
                        result.getLong("rejection_count"),
                        result.getLong("unmapped_count"),
                        result.getBigDecimal("unmapped_sum"),
                        result.getBigDecimal("raw_sum"),
                        result.getBigDecimal("fact_sum"),
                        result.getBigDecimal("rejected_sum"),
                        result.getLong("not_number_count"));
            });
        }
    }
}
