package org.sumario.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Delivery;
import org.sumario.model.DeliveryContent.ControlTotals;
import org.sumario.model.Reason;
import org.sumario.warehouse.Agreement;
import org.sumario.warehouse.FigureChange;
import org.sumario.warehouse.ReleaseFigures;

/**
 * What a load did.
 *
 * @param arrived deliveries that this run brought, each with its control totals where it could be read
 * @param restated deliveries that were known and became something else
 * @param known deliveries that a person named and that were there before
 * @param waiting deliveries held earlier that still wait for a person
 * @param notSpreadsheets files of the inbox that are no spreadsheets
 * @param release the release that is current afterwards, null where there is none
 * @param figuresChanges years whose current vintage is another one, or none, or has another total
 * @param notices what recovery found and did
 * @param mapping what an edited job file or code list changed
 * @param agreements how far a confirming delivery agrees with the figures
 */
public record LoadReport(
        long run,
        List<Arrived> arrived,
        List<Delivery> restated,
        List<Delivery> known,
        List<Delivery> waiting,
        List<String> notSpreadsheets,
        @Nullable ReleaseFigures release,
        List<FiguresChange> figuresChanges,
        List<HeadlineFigures> headlines,
        List<Reason> notices,
        Mapping mapping,
        List<Agreement> agreements,
        Path releaseFile,
        int exitCode) {

    /**
     * What an edited job file or code list changed.
     *
     * @param sources those with another mapping than in the release before
     * @param byLabels deliveries of which only labels were looked up again
     * @param fromFiles deliveries whose files were read again, because columns changed
     * @param changes members whose sum changed
     */
    public record Mapping(List<String> sources, int byLabels, int fromFiles, List<FigureChange> changes) {
        public static final Mapping NONE = new Mapping(List.of(), 0, 0, List.of());
    }

    /**
     * A source's year of which readers see something else now.
     *
     * @param before what was current, null where nothing was
     * @param now what is current, null where nothing is any more
     */
    public record FiguresChange(
            ReleaseFigures.@Nullable CurrentVintage before, ReleaseFigures.@Nullable CurrentVintage now) {}

    public record Arrived(Delivery delivery, @Nullable ControlTotals totals) {}

    /** A job file's headline, or its totals: titles by language, and a measure by year of the current vintages. */
    public record HeadlineFigures(
            String sourceCode, Map<String, String> titles, String measure, Map<Integer, Long> byYear) {}
}
