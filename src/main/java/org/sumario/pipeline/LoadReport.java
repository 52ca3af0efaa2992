package org.sumario.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Delivery;
import org.sumario.model.DeliveryContent.ControlTotals;
import org.sumario.warehouse.ReleaseFigures;

/**
 * What a load did.
 *
 * @param arrived deliveries that this run brought, each with its control totals where it could be read
 * @param waiting deliveries held earlier that still wait for a person
 * @param notSpreadsheets files of the inbox that are no spreadsheets
 * @param release the release that is current afterwards, null where there is none
 * @param becameCurrent vintages that are current now and were not before this run
 */
public record LoadReport(
        long run,
        List<Arrived> arrived,
        List<Delivery> waiting,
        List<String> notSpreadsheets,
        @Nullable ReleaseFigures release,
        List<ReleaseFigures.CurrentVintage> becameCurrent,
        List<HeadlineFigures> headlines,
        Path releaseFile,
        int exitCode) {

    public record Arrived(Delivery delivery, @Nullable ControlTotals totals) {}

    /** A job file's headline: titles by language, complaints by year of the current vintages. */
    public record HeadlineFigures(Map<String, String> titles, Map<Integer, Long> byYear) {}
}
