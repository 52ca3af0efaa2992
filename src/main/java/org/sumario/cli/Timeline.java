package org.sumario.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;

/**
 * Vintages drawn over the months that they cover, a line for each, within 80 columns: what changed stands between a vintage and the
 * one before. A source of many scopes gets a line per scope, with its current vintage.
 */
final class Timeline {
    private static final int SCOPES_IN_FULL = 3;
    private static final int MONTHS = 12;
    private static final String GAP = "  ";
    private static final int DAY_WIDTH = 10;
    private static final int WIDEST_SCOPE = 14;

    private final Messages messages;
    private final StringBuilder drawn = new StringBuilder();

    private Timeline(Messages messages) {
        this.messages = messages;
    }

    /** The drawing as text; empty without vintages. The vintages of a source, scope and year stand together in vintage order. */
    static String draw(List<DrawnVintage> vintages, Messages messages) {
        Timeline timeline = new Timeline(messages);
        grouped(vintages, DrawnVintage::source).forEach(timeline::source);
        if (!vintages.isEmpty()) {
            timeline.line("");
            timeline.line(timeline.text("TIMELINE_KEY"));
        }
        return timeline.drawn.toString();
    }

    private void source(Collection<DrawnVintage> ofSource) {
        List<List<DrawnVintage>> byScope = grouped(ofSource, DrawnVintage::scope);
        if (byScope.size() > SCOPES_IN_FULL) {
            summary(ofSource, byScope.size());
        } else {
            byScope.forEach(this::scope);
        }
    }

    private void scope(List<DrawnVintage> vintages) {
        DrawnVintage first = vintages.get(0);
        int totalWidth = totalWidth(vintages);
        String title = first.scope().equals("all") ? first.source() : first.source() + ", " + first.scope();
        heading(title);
        line(
                "    ",
                day(text("TIMELINE_PUBLISHED")),
                day(text("TIMELINE_UNTIL")),
                months(),
                right(measure(first), totalWidth));
        @Nullable DrawnVintage before = null;
        for (DrawnVintage vintage : vintages) {
            boolean opensYear = before == null || !vintage.isOfSameYearAs(before);
            if (before != null && !opensYear) {
                note(vintage.changeFrom(before));
            }
            line(
                    opensYear ? Integer.toString(vintage.year()) : "    ",
                    day(vintage.publishedDate().toString()),
                    day(
                            vintage.publishedTo() == null
                                    ? ""
                                    : vintage.publishedTo().toString()),
                    bar(vintage),
                    right(LoadTelling.grouped(vintage.total()), totalWidth),
                    text(vintage.isCurrent() ? "TIMELINE_CURRENT" : "TIMELINE_SUPERSEDED"));
            vintage.confirmedOn().ifPresent(day -> note(Reason.of("TIMELINE_CONFIRMED", day)));
            if (vintage.publishedFrom() == null) {
                note(Reason.of("TIMELINE_NEVER_CURRENT"));
            }
            before = vintage;
        }
    }

    /** What there is to say of the line above, or of what comes between two lines, beneath the months. */
    private void note(Reason reason) {
        line("    ", day(""), day(""), "│ " + messages.text(reason));
    }

    private void summary(Collection<DrawnVintage> ofSource, int scopes) {
        DrawnVintage first = ofSource.iterator().next();
        heading(messages.text(Reason.of("TIMELINE_SCOPES", first.source(), scopes, first.scope())));
        int scopeWidth = Stream.concat(
                        Stream.of(text("TIMELINE_SCOPE")), ofSource.stream().map(Timeline::scopeName))
                .mapToInt(Printable::width)
                .max()
                .orElse(0);
        int totalWidth = totalWidth(ofSource);
        for (List<DrawnVintage> ofYear : grouped(ofSource, DrawnVintage::year)) {
            line(
                    left(Integer.toString(ofYear.get(0).year()), scopeWidth),
                    day(text("TIMELINE_PUBLISHED")),
                    months(),
                    right(measure(first), totalWidth),
                    right(text("TIMELINE_CHANGE"), totalWidth),
                    text("TIMELINE_VINTAGES"));
            for (List<DrawnVintage> ofScope : grouped(ofYear, DrawnVintage::scope)) {
                DrawnVintage last = ofScope.get(ofScope.size() - 1);
                String change = ofScope.size() == 1
                        ? ""
                        : DrawnVintage.difference(
                                ofScope.get(ofScope.size() - 2).total(), last.total());
                line(
                        left(scopeName(last), scopeWidth),
                        day(last.publishedDate().toString()),
                        bar(last),
                        right(LoadTelling.grouped(last.total()), totalWidth),
                        right(change, totalWidth),
                        right(
                                Integer.toString(ofScope.size()),
                                text("TIMELINE_VINTAGES").length()));
            }
        }
    }

    private static String scopeName(DrawnVintage vintage) {
        String scope = vintage.scope();
        return scope.length() <= WIDEST_SCOPE ? scope : scope.substring(0, WIDEST_SCOPE - 1) + "…";
    }

    private void heading(String title) {
        line("");
        line(title);
    }

    private String measure(DrawnVintage vintage) {
        return text(vintage.complaintCount() == null ? "TIMELINE_RECEIVED" : "TIMELINE_COMPLAINTS");
    }

    private int totalWidth(Collection<DrawnVintage> vintages) {
        return Stream.concat(
                        vintages.stream().map(DrawnVintage::total).map(LoadTelling::grouped),
                        vintages.stream().map(this::measure))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /** Two columns a month, as wide as a bar. */
    private String months() {
        return left(text("TIMELINE_MONTHS"), 2 * MONTHS);
    }

    private static String bar(DrawnVintage vintage) {
        StringBuilder bar = new StringBuilder();
        for (int month = 1; month <= MONTHS; month++) {
            String covered = vintage.isCurrent() ? "██" : "▒▒";
            bar.append(vintage.covers(month) ? covered : "··");
        }
        return bar.toString();
    }

    private static String day(String text) {
        return left(text, DAY_WIDTH);
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - Printable.width(text)));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - Printable.width(text))) + text;
    }

    private void line(String... cells) {
        drawn.append(String.join(GAP, cells).stripTrailing()).append('\n');
    }

    private String text(String code) {
        return messages.text(Reason.of(code));
    }

    private static <K> List<List<DrawnVintage>> grouped(
            Collection<DrawnVintage> vintages, java.util.function.Function<DrawnVintage, K> key) {
        Map<K, List<DrawnVintage>> groups = vintages.stream()
                .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toCollection(ArrayList::new)));
        return List.copyOf(Objects.requireNonNull(groups).values());
    }
}
