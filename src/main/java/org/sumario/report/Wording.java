package org.sumario.report;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.report.Account.CellChange;
import org.sumario.report.Account.YearChange;

/** How changes of figures are told in a language: what is extended is never told as a rise. */
public final class Wording {
    private final Locale language;
    private final List<String> months;

    public Wording(Locale language) {
        this.language = language;
        months = List.of(text("MONTHS_SHORT").split(" "));
    }

    boolean isSpanish() {
        return language.getLanguage().equals("es");
    }

    Locale language() {
        return language;
    }

    String text(String code, Object... arguments) {
        return Reason.of(code, arguments).text(language);
    }

    String text(Reason reason) {
        return reason.text(language);
    }

    /** Column headings by their codes; one that begins with {@code #} stays so. */
    List<String> headings(String... codes) {
        return Arrays.stream(codes)
                .map(code -> code.startsWith("#") ? "#" + text(code.substring(1)) : text(code))
                .toList();
    }

    /** What is added to a title where a source counts several things. */
    String measure(String measure) {
        return measure.equals("complaint_count") ? "" : text("MEASURE_" + measure);
    }

    /** What became of a year. */
    public Reason year(YearChange change) {
        String scope = change.scope();
        String place = change.sourceCode() + (scope.equals("all") ? "" : " " + scope) + " " + change.year();
        String kind = change.revisionKind();
        long added = change.monthsAdded() == null ? 0 : change.monthsAdded();
        String ending = !kind.equals("extended") ? "" : added == 1 ? "_month" : added < 0 ? "_less" : "";
        return Reason.of(
                "DIFF_" + kind + ending,
                place,
                grouped(change.openingCount()),
                interval(change.openingPeriodStart(), change.openingPeriodEnd()),
                grouped(change.closingCount()),
                interval(change.closingPeriodStart(), change.closingPeriodEnd()),
                Math.abs(added));
    }

    /** How many cells of a year are new, grew, fell and vanished, a sentence for each measure. */
    public List<Reason> cells(YearChange change) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        for (CellChange cells : change.cells()) {
            kinds.computeIfAbsent(cells.measure(), absent -> new ArrayList<>())
                    .add(text(
                            "DIFF_" + cells.kind().toUpperCase(Locale.ROOT),
                            grouped(cells.cellCount()),
                            grouped(cells.movedCount())));
        }
        List<Reason> sentences = new ArrayList<>();
        kinds.forEach((measure, told) -> sentences.add(Reason.of(
                "DIFF_CELLS", measure.equals("complaint_count") ? "" : measure + ": ", String.join(", ", told))));
        return sentences;
    }

    /** The months from a period's start to its end, in short: {@code Jan–May}; empty where there is none. */
    public String interval(@Nullable String start, @Nullable String end) {
        if (start == null || end == null) {
            return "";
        }
        int first = LocalDate.parse(start).getMonthValue();
        int last = LocalDate.parse(end).getMonthValue();
        return first == last ? months.get(last - 1) : months.get(first - 1) + "–" + months.get(last - 1);
    }

    /** A count with its thousands apart, a dash where there is none. */
    public static String grouped(@Nullable Long count) {
        return count == null ? "–" : String.format(Locale.ROOT, "%,d", count);
    }

    /** A sum as text with its thousands apart; what is behind the point stays. */
    static String grouped(String sum) {
        int point = sum.indexOf('.');
        String whole = point < 0 ? sum : sum.substring(0, point);
        String apart = String.format(Locale.ROOT, "%,d", new BigInteger(whole));
        return point < 0 ? apart : apart + sum.substring(point);
    }
}
