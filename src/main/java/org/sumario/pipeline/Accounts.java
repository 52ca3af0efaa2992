package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.input.InputFiles;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.model.DeliveryContent;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.normalise.Labels;
import org.sumario.normalise.LayoutChange;
import org.sumario.pipeline.LoadReport.HeadlineFigures;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.report.Account;
import org.sumario.report.Account.Changes;
import org.sumario.report.Account.Sentence;
import org.sumario.report.ChangedFigures;
import org.sumario.warehouse.FigureChange;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.StagedFindings;

/** Says in the report's words what a run knows: the same of a load, a decision and a plan. */
final class Accounts {
    /** Of more files that nobody can read the columns are not compared: each has to be opened. */
    private static final int LAYOUTS_COMPARED = 5;

    private final LoadState state;
    private int layoutsCompared;

    Accounts(LoadState state) {
        this.state = state;
    }

    static Account.@Nullable Release release(@Nullable Manifest manifest) {
        return manifest == null
                ? null
                : new Account.Release(manifest.releaseNumber(), manifest.releasedAt(), manifest.figuresDigest());
    }

    /** What arrived, and what became something else. */
    List<Account.Arrival> deliveries() {
        return state.deliveries.stream()
                .filter(Received::isTouched)
                .map(this::arrival)
                .toList();
    }

    /** What was held before and still waits. */
    List<Account.Arrival> waiting() {
        return state.deliveries.stream()
                .filter(received -> !received.isTouched() && received.delivery().state() == State.HELD)
                .map(this::arrival)
                .toList();
    }

    private Account.Arrival arrival(Received received) {
        Delivery delivery = received.delivery();
        return new Account.Arrival(
                delivery.sha256(),
                delivery.fileName(),
                delivery.sourceCode(),
                delivery.state().word(),
                received.isNew() || !received.isTouched()
                        ? null
                        : received.before().word(),
                received.isNew(),
                delivery.receivedAt(),
                delivery.reasons().english(),
                delivery.reasons().spanish(),
                isStaged(delivery) && received.isTouched()
                        ? totals(state.totals(requireNonNull(delivery.staging())))
                        : null,
                layoutChange(received));
    }

    private static boolean isStaged(Delivery delivery) {
        return delivery.staging() != null && Files.isDirectory(delivery.staging());
    }

    private static Account.ControlTotals totals(DeliveryContent.ControlTotals totals) {
        return new Account.ControlTotals(
                totals.rows(),
                totals.observations(),
                totals.facts(),
                totals.rejections(),
                totals.measures().stream()
                        .map(measure -> new Account.MeasureTotals(
                                measure.name(),
                                plain(measure.rawSum()),
                                plain(measure.factSum()),
                                plain(measure.rejectedSum()),
                                measure.leftOut(),
                                measure.notNumbers(),
                                measure.rawSum().compareTo(measure.factSum().add(measure.rejectedSum())) == 0))
                        .toList());
    }

    private static String plain(BigDecimal sum) {
        return sum.stripTrailingZeros().toPlainString();
    }

    /** What no layout matches is laid beside the nearest one. */
    private Account.@Nullable LayoutChange layoutChange(Received received) {
        Delivery delivery = received.delivery();
        if (!received.isNew()
                || delivery.state() != State.UNREADABLE
                || delivery.staging() != null
                || ++layoutsCompared > LAYOUTS_COMPARED) {
            return null;
        }
        try {
            return LayoutChange.of(
                            InputFiles.open(
                                    state.archive.find(delivery.sha256()), delivery.fileName(), state.request.limits()),
                            state.jobs)
                    .map(change -> new Account.LayoutChange(
                            change.job().sourceCode(),
                            change.sheetName(),
                            change.columns().stream()
                                    .map(column -> Sentence.of(column.asReason()))
                                    .toList()))
                    .orElse(null);
        } catch (Refused unreadable) {
            // It has no columns to compare; why it cannot be read is its reason.
            return null;
        }
    }

    /** What checks found in the deliveries that this run brought or made something else of. */
    StagedFindings findings() {
        return StagedFindings.of(
                state.sources(),
                state.deliveries.stream()
                        .filter(Received::isTouched)
                        .map(Received::delivery)
                        .filter(Accounts::isStaged)
                        .toList());
    }

    static Account.Findings findings(StagedFindings found) {
        return new Account.Findings(
                found.count(),
                found.codes().stream()
                        .map(code -> new Account.Rule(
                                code.severity(),
                                code.code(),
                                code.count(),
                                code.example(),
                                code.rawText(),
                                code.advice(),
                                code.adviceInSpanish()))
                        .toList(),
                found.placeCount(),
                found.places().stream()
                        .map(place -> new Account.PlaceCount(
                                place.severity(), place.code(), place.placeCode(), place.placeName(), place.count()))
                        .toList());
    }

    List<Account.UnmappedLabel> labels(StagedFindings found) {
        return found.labels().stream()
                .limit(Account.LISTED)
                .map(label -> new Account.UnmappedLabel(
                        label.sourceCode(),
                        label.dimension(),
                        label.codelist(),
                        label.label(),
                        label.cells(),
                        label.example(),
                        Labels.nearest(
                                requireNonNull(state.job(label.sourceCode())
                                        .codelists()
                                        .get(label.codelist())),
                                label.label())))
                .toList();
    }

    /**
     * Headlines as they are, and as they were.
     *
     * @param differences from what was, null where there are none to read
     * @param changes the same in short; null where it is not known what differs
     */
    List<Account.Headline> headlines(LoadReport load, @Nullable ChangedFigures differences, @Nullable Changes changes)
            throws IOException {
        List<Account.Headline> headlines = new ArrayList<>();
        for (HeadlineFigures figures : load.headlines()) {
            JobDefinition.Headline asked = state.job(figures.sourceCode()).headline();
            Map<Integer, Long> moved = differences == null
                    ? Map.of()
                    : differences.movedByYear(
                            figures.sourceCode(),
                            figures.measure(),
                            asked == null ? null : asked.dimension(),
                            asked == null ? null : asked.value());
            Set<Integer> years = new TreeSet<>(figures.byYear().keySet());
            years.addAll(moved.keySet());
            List<Account.HeadlineYear> byYear = new ArrayList<>();
            for (int year : years) {
                Long closing = figures.byYear().get(year);
                long opening = (closing == null ? 0 : closing) - moved.getOrDefault(year, 0L);
                boolean wasThere = changes != null
                        && state.history.current().isPresent()
                        && (opening != 0
                                || changes.years().stream()
                                        .noneMatch(change -> change.year() == year
                                                && change.sourceCode().equals(figures.sourceCode())
                                                && change.revisionKind().equals("first")));
                byYear.add(new Account.HeadlineYear(year, wasThere ? Long.valueOf(opening) : null, closing));
            }
            headlines.add(new Account.Headline(
                    figures.sourceCode(),
                    figures.titles().getOrDefault("en", ""),
                    figures.titles().getOrDefault("es", ""),
                    figures.measure(),
                    byYear));
        }
        return headlines;
    }

    static Account.MappingChanges mapping(LoadReport.Mapping mapping) {
        return new Account.MappingChanges(
                mapping.sources(),
                mapping.byLabels(),
                mapping.fromFiles(),
                mapping.changes().size(),
                mapping.changes().stream()
                        .sorted(Comparator.comparingLong(
                                        (FigureChange change) -> Math.abs(change.afterCount() - change.beforeCount()))
                                .reversed())
                        .limit(Account.LISTED)
                        .map(change -> new Account.MappingChange(
                                change.sourceCode(),
                                change.vintageCode(),
                                change.dimension(),
                                change.memberCode(),
                                change.measure(),
                                change.beforeCount(),
                                change.afterCount()))
                        .toList());
    }

    /** SHA-256 of what this run brought or made something else of. */
    Set<String> touched() {
        return state.deliveries.stream()
                .filter(Received::isTouched)
                .map(received -> received.delivery().sha256())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<Sentence> sentences(List<Reason> reasons) {
        return reasons.stream().map(Sentence::of).toList();
    }
}
