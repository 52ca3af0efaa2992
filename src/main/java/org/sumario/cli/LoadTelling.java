package org.sumario.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Delivery;
import org.sumario.model.DeliveryContent.ControlTotals;
import org.sumario.model.DeliveryContent.MeasureTotals;
import org.sumario.model.Reason;
import org.sumario.pipeline.LoadReport;
import org.sumario.pipeline.LoadReport.Arrived;
import org.sumario.warehouse.FigureChange;
import org.sumario.warehouse.ReleaseFigures;
import org.sumario.warehouse.ReleaseFigures.CurrentVintage;

/** Tells what a load did: a table with one row per delivery and measure and its control totals, the rest in sentences. */
final class LoadTelling {
    private static final int CHANGES_SHOWN = 20;

    private static final List<String> COLUMNS = List.of(
            "delivery",
            "source_code",
            "file_name",
            "state",
            "rows",
            "observations",
            "facts",
            "rejections",
            "measure",
            "raw_sum",
            "fact_sum",
            "rejected_sum",
            "not_numbers",
            "reason");

    private final SumarioCommand sumario;
    private final Consumer<Reason> said;

    LoadTelling(SumarioCommand sumario) {
        this(sumario, sumario::tell);
    }

    /** @param said where sentences go */
    LoadTelling(SumarioCommand sumario, Consumer<Reason> said) {
        this.sumario = sumario;
        this.said = said;
    }

    void tell(LoadReport report) throws IOException {
        if (!report.arrived().isEmpty()) {
            print(report, true);
        }
        report.notices().forEach(said);
        tellDeliveries(report, true);
        tellMapping(report.mapping());
        tellRelease(report);
        new FindingsTelling(sumario, said).tell(report);
    }

    /** What arrived, with its control totals. */
    void print(LoadReport report, boolean withReasons) throws IOException {
        int width = withReasons ? COLUMNS.size() : COLUMNS.size() - 1;
        sumario.print(receiver -> {
            receiver.columns(COLUMNS.subList(0, width));
            for (Arrived arrived : report.arrived()) {
                ControlTotals totals = arrived.totals();
                if (totals == null) {
                    receiver.row(row(arrived.delivery(), null, null).subList(0, width));
                } else {
                    for (MeasureTotals measure : totals.measures()) {
                        receiver.row(row(arrived.delivery(), totals, measure).subList(0, width));
                    }
                }
            }
        });
    }

    /** The same in sentences, where the table is another one. */
    void tellTotals(LoadReport report) {
        for (Arrived arrived : report.arrived()) {
            ControlTotals totals = arrived.totals();
            if (totals != null) {
                for (MeasureTotals measure : totals.measures()) {
                    said.accept(Reason.of(
                            "PLAN_TOTALS",
                            arrived.delivery().shortName(),
                            arrived.delivery().fileName(),
                            totals.observations(),
                            totals.facts(),
                            totals.rejections(),
                            measure.name(),
                            plain(measure.rawSum()).toPlainString(),
                            plain(measure.factSum()).toPlainString(),
                            plain(measure.rejectedSum()).toPlainString()));
                }
            }
        }
    }

    private List<@Nullable Object> row(
            Delivery delivery, @Nullable ControlTotals totals, @Nullable MeasureTotals measure) {
        List<@Nullable Object> row = new ArrayList<>();
        row.addAll(Arrays.asList(
                delivery.shortName(),
                delivery.sourceCode(),
                delivery.fileName(),
                delivery.state().word()));
        if (totals == null || measure == null) {
            row.addAll(Arrays.asList(null, null, null, null, null, null, null, null, null));
        } else {
            row.addAll(Arrays.asList(
                    totals.rows(),
                    totals.observations(),
                    totals.facts(),
                    totals.rejections(),
                    measure.name(),
                    plain(measure.rawSum()),
                    plain(measure.factSum()),
                    plain(measure.rejectedSum()),
                    measure.notNumbers()));
        }
        row.add(reasons(delivery));
        return row;
    }

    private static java.math.BigDecimal plain(java.math.BigDecimal sum) {
        java.math.BigDecimal stripped = sum.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** What readers see now of a source's year, and what they saw before. */
    static Reason figures(LoadReport.FiguresChange change) {
        CurrentVintage before = change.before();
        CurrentVintage now = change.now();
        CurrentVintage shown = now == null ? Objects.requireNonNull(before) : now;
        String kind = shown.complaintCount() == null ? "_CASES" : "";
        if (now == null) {
            return Reason.of("LOAD_NO_LONGER" + kind, shown.place(), shown.vintageCode(), first(shown), second(shown));
        }
        return before == null
                ? Reason.of("LOAD_CURRENT" + kind, now.vintageCode(), first(now), second(now), now.monthsCovered())
                : Reason.of(
                        "LOAD_CURRENT_INSTEAD" + kind,
                        now.vintageCode(),
                        first(now),
                        second(now),
                        now.monthsCovered(),
                        before.vintageCode(),
                        first(before),
                        second(before));
    }

    /** Complaints, or entries received. */
    private static String first(CurrentVintage vintage) {
        return grouped(vintage.complaintCount() == null ? vintage.receivedCount() : vintage.complaintCount());
    }

    private static String second(CurrentVintage vintage) {
        return grouped(vintage.resolvedCount());
    }

    /** The word for a delivery's state, in the user's language. */
    private String state(Delivery delivery) {
        return sumario.messages().text(Reason.of("STATE_" + delivery.state().word()));
    }

    private String reasons(Delivery delivery) {
        return reasons(sumario, delivery);
    }

    /** Why a delivery is what it is, in the user's language; empty where there is nothing to explain. */
    static String reasons(SumarioCommand sumario, Delivery delivery) {
        Delivery.Reasons reasons = delivery.reasons();
        return String.join(" ", sumario.messages().isSpanish() ? reasons.spanish() : reasons.english());
    }

    /** @param isDecidable whether the record knows what is held, so that it can be decided */
    void tellDeliveries(LoadReport report, boolean isDecidable) {
        if (!report.notSpreadsheets().isEmpty()) {
            said.accept(Reason.of("LOAD_NOT_SPREADSHEET", String.join(", ", report.notSpreadsheets())));
        }
        for (Delivery delivery : report.waiting()) {
            said.accept(Reason.of("LOAD_WAITING", delivery.shortName(), delivery.fileName(), reasons(delivery)));
        }
        for (Delivery delivery : report.known()) {
            said.accept(Reason.of("LOAD_KNOWN", delivery.shortName(), delivery.fileName(), state(delivery)));
        }
        for (Delivery delivery : report.restated()) {
            String why = reasons(delivery);
            said.accept(Reason.of(
                    why.isEmpty() ? "LOAD_RESTATED" : "LOAD_RESTATED_WHY",
                    delivery.shortName(),
                    delivery.fileName(),
                    state(delivery),
                    why));
        }
        if (report.arrived().isEmpty()) {
            if (report.restated().isEmpty() && report.mapping().sources().isEmpty()) {
                said.accept(Reason.of("LOAD_NOTHING_NEW"));
            }
        } else {
            long rows = report.arrived().stream()
                    .mapToLong(a -> a.totals() == null ? 0 : a.totals().rows())
                    .sum();
            long rejections = report.arrived().stream()
                    .mapToLong(a -> a.totals() == null ? 0 : a.totals().rejections())
                    .sum();
            said.accept(Reason.of("LOAD_DELIVERIES", report.arrived().size(), rows, rejections));
            for (Arrived arrived : report.arrived()) {
                Delivery delivery = arrived.delivery();
                if (!reasons(delivery).isEmpty()) {
                    said.accept(Reason.of(
                            "LOAD_STATE",
                            delivery.shortName(),
                            delivery.fileName(),
                            state(delivery),
                            reasons(delivery)));
                }
                if (isDecidable && delivery.state() == Delivery.State.HELD) {
                    said.accept(Reason.of("LOAD_DECIDE", delivery.shortName()));
                }
            }
        }
    }

    void tellMapping(LoadReport.Mapping mapping) {
        if (mapping.sources().isEmpty()) {
            return;
        }
        List<FigureChange> changes = mapping.changes();
        said.accept(Reason.of(
                "LOAD_MAPPING",
                String.join(", ", mapping.sources()),
                mapping.byLabels(),
                mapping.fromFiles(),
                changes.size()));
        changes.stream()
                .sorted(Comparator.comparingLong(
                                (FigureChange change) -> Math.abs(change.afterCount() - change.beforeCount()))
                        .reversed())
                .limit(CHANGES_SHOWN)
                .forEach(change -> said.accept(Reason.of(
                        "LOAD_MAPPING_CHANGE",
                        change.vintageCode(),
                        change.dimension(),
                        change.memberCode(),
                        change.measure(),
                        grouped(change.beforeCount()),
                        grouped(change.afterCount()))));
        if (changes.size() > CHANGES_SHOWN) {
            said.accept(Reason.of("LOAD_MAPPING_MORE", changes.size() - CHANGES_SHOWN));
        }
    }

    private void tellRelease(LoadReport report) {
        ReleaseFigures release = report.release();
        if (release == null) {
            said.accept(Reason.of("LOAD_NO_RELEASE"));
            return;
        }
        report.figuresChanges().forEach(change -> said.accept(figures(change)));
        said.accept(Reason.of(
                "LOAD_RELEASE",
                release.manifest().releaseNumber(),
                report.releaseFile(),
                release.manifest().figuresDigest().substring(0, 16)));
        headlines(sumario, report).forEach(said);
    }

    /** A sentence for each figure that a job file holds to be what people look at, by year. */
    static List<Reason> headlines(SumarioCommand sumario, LoadReport report) {
        String language = sumario.messages().isSpanish() ? "es" : "en";
        List<Reason> headlines = new ArrayList<>();
        for (LoadReport.HeadlineFigures headline : report.headlines()) {
            String years = headline.byYear().entrySet().stream()
                    .map(year -> year.getKey() + " " + grouped(year.getValue()))
                    .collect(Collectors.joining(" · "));
            String title = headline.titles().getOrDefault(language, "");
            String measure = headline.measure().equals("complaint_count")
                    ? ""
                    : sumario.messages().text(Reason.of("MEASURE_" + headline.measure()));
            headlines.add(Reason.of("LOAD_HEADLINE", title + measure, years));
        }
        return headlines;
    }

    /** A dash where the source does not count it. */
    static String grouped(@Nullable Long count) {
        return count == null ? "–" : String.format(Locale.ROOT, "%,d", count);
    }
}
