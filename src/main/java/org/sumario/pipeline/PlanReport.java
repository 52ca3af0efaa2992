package org.sumario.pipeline;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.StagedFindings.FoundCode;

/**
 * What a load would do.
 *
 * @param id by which it can be carried out; null where a load would change nothing, or would be refused
 * @param refusal why a load would release nothing, null where it would
 * @param baseRelease the release that is current, 0 before the first
 * @param load what the load would tell
 * @param findings of what would arrive, by code
 * @param labels of what would arrive that no code list knows
 * @param differences between the release that is current and the one that would be; null where there is neither
 */
public record PlanReport(
        @Nullable String id,
        Verdict verdict,
        @Nullable Reason refusal,
        long baseRelease,
        LoadReport load,
        List<FoundCode> findings,
        List<Unmapped> labels,
        @Nullable ReleasedWarehouse differences)
        implements AutoCloseable {

    /** What a person is to do. */
    public enum Verdict {
        /** A load would end with exit code 0. */
        READY,
        /** A load would release, and something that it brings would wait for a person. */
        NEEDS_DECISION,
        /** A load would release nothing. */
        REFUSED;

        /** The word for programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A label that no code list knows.
     *
     * @param example where it first stands
     * @param nearest codes that it may have meant, with their labels
     */
    public record Unmapped(
            String dimension, String codelist, String label, long cells, String example, List<String> nearest) {}

    @Override
    public void close() {
        if (differences != null) {
            differences.close();
        }
    }
}
