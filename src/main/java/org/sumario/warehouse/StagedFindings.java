package org.sumario.warehouse;

import java.util.ArrayList;
import java.util.List;
import org.sumario.model.Delivery;
import org.sumario.model.SourceDescription;

/**
 * What checks have to say of deliveries that no release carries yet, in short.
 *
 * @param codes most serious first
 * @param labels in no code list, those in most cells first
 */
public record StagedFindings(List<FoundCode> codes, List<UnmappedLabel> labels) {
    /**
     * All findings of one code.
     *
     * @param example where the first one stands: {@code file.xlsx!Sheet1!D17}
     * @param rawText what stands there
     * @param advice what to do about it, and in Spanish
     */
    public record FoundCode(
            String severity,
            String code,
            long count,
            String example,
            String rawText,
            String advice,
            String adviceInSpanish) {}

    /** A label that no code list knows. */
    public record UnmappedLabel(
            String sourceCode, String dimension, String codelist, String label, long cells, String example) {}

    /** Reads them from staging; nothing where nothing is staged. */
    public static StagedFindings of(List<SourceDescription> sources, List<Delivery> deliveries) {
        if (deliveries.stream().allMatch(delivery -> delivery.staging() == null)) {
            return new StagedFindings(List.of(), List.of());
        }
        try (Duck duck = Duck.inMemory()) {
            Staged.open(duck, sources, deliveries);
            return new StagedFindings(codes(duck), labels(duck));
        }
    }

    private static List<FoundCode> codes(Duck duck) {
        return duck.query(SqlFiles.named("plan", "finding_summary").select(), result -> {
            List<FoundCode> codes = new ArrayList<>();
            while (result.next()) {
                codes.add(new FoundCode(
                        result.getString("severity"),
                        result.getString("code"),
                        result.getLong("finding_count"),
                        result.getString("example"),
                        result.getString("raw_text"),
                        result.getString("advice"),
                        result.getString("advice_es")));
            }
            return codes;
        });
    }

    private static List<UnmappedLabel> labels(Duck duck) {
        return duck.query(SqlFiles.named("plan", "unmapped_label").select(), result -> {
            List<UnmappedLabel> labels = new ArrayList<>();
            while (result.next()) {
                labels.add(new UnmappedLabel(
                        result.getString("source_code"),
                        result.getString("dimension"),
                        result.getString("codelist"),
                        result.getString("label"),
                        result.getLong("cell_count"),
                        result.getString("example")));
            }
            return labels;
        });
    }
}
