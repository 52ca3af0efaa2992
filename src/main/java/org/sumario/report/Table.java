package org.sumario.report;

import static org.sumario.report.Attribute.CLASS;
import static org.sumario.report.Attribute.LABEL;
import static org.sumario.report.Attribute.ROLE;
import static org.sumario.report.Attribute.SCOPE;
import static org.sumario.report.Attribute.TABINDEX;

import java.util.ArrayList;
import java.util.List;

/** A table of texts and counts; it can be scrolled where it is wider than the page, also with the keyboard. */
final class Table {
    private final String caption;
    private final List<String> headings;
    private final List<Boolean> areCounts;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param headings of the columns; one that begins with {@code #} is a column of counts */
    Table(String caption, List<String> headings) {
        this.caption = caption;
        this.headings = headings.stream()
                .map(heading -> heading.startsWith("#") ? heading.substring(1) : heading)
                .toList();
        areCounts = headings.stream().map(heading -> heading.startsWith("#")).toList();
    }

    Table row(String... values) {
        rows.add(List.of(values));
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void writeTo(Markup markup) {
        markup.open(Tag.DIV, CLASS.is("scroll"), ROLE.is("region"), TABINDEX.is(0), LABEL.is(caption));
        markup.open(Tag.TABLE).element(Tag.CAPTION, caption).open(Tag.THEAD).open(Tag.TR);
        for (int i = 0; i < headings.size(); i++) {
            markup.element(Tag.TH, headings.get(i), SCOPE.is("col"), CLASS.is(kind(i)));
        }
        markup.close().close().open(Tag.TBODY);
        for (List<String> row : rows) {
            markup.open(Tag.TR).element(Tag.TH, row.get(0), SCOPE.is("row"), CLASS.is(kind(0)));
            for (int i = 1; i < row.size(); i++) {
                markup.element(Tag.TD, row.get(i), CLASS.is(kind(i)));
            }
            markup.close();
        }
        markup.close().close().close();
    }

    private String kind(int column) {
        return areCounts.get(column) ? "count" : "word";
    }
}
