package org.sumario.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sumario.warehouse.RowReceiver;

/**
 * Puts an apostrophe before every text that a spreadsheet program would take for a formula when it opens a CSV: what strangers wrote into cells
 * must not run where a person opens the findings (OWASP, CSV injection). Numbers stay as they are.
 */
final class HarmlessTexts implements Listing.Way {
    private static final String BEGINNINGS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d+)*");

    @Override
    public void take(Listing.Query query, RowReceiver output) throws IOException {
        query.into(new RowReceiver() {
            @Override
            public void columns(List<String> names) throws IOException {
                output.columns(names);
            }

            @Override
            public void row(List<@Nullable Object> values) throws IOException {
                List<@Nullable Object> harmless = new ArrayList<>(values.size());
                for (Object value : values) {
                    harmless.add(value instanceof String text ? of(text) : value);
                }
                output.row(harmless);
            }
        });
    }

    static String of(String text) {
        boolean isFormula = !text.isEmpty()
                && BEGINNINGS.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
        return isFormula ? "'" + text : text;
    }
}
