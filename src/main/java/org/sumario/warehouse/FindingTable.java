package org.sumario.warehouse;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Finding;
import org.sumario.model.Reason;

/** The table {@code finding} of staging: what the checks had to say of one delivery. */
final class FindingTable {
    private static final Locale SPANISH = Locale.forLanguageTag("es");

    /** The sentences of a reason; many findings share them. */
    private record Sentences(
            String english,
            String spanish,
            @Nullable String expected,
            @Nullable String expectedInSpanish) {
        static Sentences of(Reason reason) {
            return new Sentences(
                    reason.text(Locale.ENGLISH),
                    reason.text(SPANISH),
                    reason.expected(Locale.ENGLISH).orElse(null),
                    reason.expected(SPANISH).orElse(null));
        }
    }

    private FindingTable() {}

    /** Creates the table, filled. */
    static void write(Duck duck, List<Finding> findings) {
        duck.execute("create table finding(finding_id integer, severity varchar, code varchar, sheet_name varchar, "
                + "row_number integer, cell varchar, raw_text varchar, advice varchar, advice_es varchar, "
                + "is_rejection boolean, column_header varchar, expected varchar, expected_es varchar, about varchar, "
                + "at_stake_count bigint)");
        duck.append("finding", to -> append(to, findings));
    }

    private static void append(DuckDBAppender to, List<Finding> findings) throws SQLException {
        Map<Reason, Sentences> told = new HashMap<>();
        int id = 0;
        for (Finding finding : findings) {
            Sentences sentences = told.computeIfAbsent(finding.reason(), Sentences::of);
            to.beginRow()
                    .append(++id)
                    .append(finding.severity().name().toLowerCase(Locale.ROOT))
                    .append(finding.reason().code())
                    .append(finding.sheetName())
                    .append(finding.rowNumber())
                    .append(finding.cell())
                    .append(finding.rawText())
                    .append(sentences.english())
                    .append(sentences.spanish())
                    .append(finding.isRejection())
                    .append(finding.about().columnHeader())
                    .append(sentences.expected())
                    .append(sentences.expectedInSpanish())
                    .append(finding.about().subject());
            Long atStake = finding.about().atStakeCount();
            if (atStake == null) {
                to.appendNull();
            } else {
                to.append(atStake.longValue());
            }
            to.endRow();
        }
    }
}
