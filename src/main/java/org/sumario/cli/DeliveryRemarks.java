package org.sumario.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sumario.correction.Remark;
import org.sumario.correction.Remarks;
import org.sumario.model.Delivery;
import org.sumario.model.Reason;
import org.sumario.model.Severity;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.RowReceiver;

/** The findings of one delivery, but those that a person lets stand; columns that an earlier release lacks are left out. */
final class DeliveryRemarks implements Remarks {
    private static final String FROM = " from published.finding where file_sha256 = ? and state <> 'accepted'";

    private static final String ORDER =
            " order by case severity when 'blocking' then 0 when 'error' then 1 when 'warning' then 2"
                    + " else 3 end, sheet_name, row_number, cell, code, raw_text";

    private final ReleasedWarehouse findings;
    private final String sha256;
    private final boolean isSpanish;
    private final List<String> columns;

    private DeliveryRemarks(ReleasedWarehouse findings, String sha256, boolean isSpanish, List<String> columns) {
        this.findings = findings;
        this.sha256 = sha256;
        this.isSpanish = isSpanish;
        this.columns = columns;
    }

    static DeliveryRemarks of(ReleasedWarehouse findings, Delivery delivery, boolean isSpanish) throws IOException {
        return new DeliveryRemarks(
                findings,
                delivery.sha256(),
                isSpanish,
                findings
                        .rows("select column_name from information_schema.columns"
                                + " where table_schema = 'published' and table_name = 'finding'")
                        .stream()
                        .map(row -> String.valueOf(row.get(0)))
                        .toList());
    }

    boolean isEmpty() throws IOException {
        return findings.rows("select 1" + FROM + " limit 1", sha256).isEmpty();
    }

    @Override
    public boolean hasExpected() {
        return columns.contains("expected");
    }

    @Override
    public boolean hasAtStake() {
        return columns.contains("at_stake_count");
    }

    @Override
    public void each(Receiver receiver) throws IOException {
        findings.query("select *" + FROM + ORDER, List.of(sha256), new RowReceiver() {
            private List<String> names = List.of();

            @Override
            public void columns(List<String> given) {
                names = given;
            }

            @Override
            public void row(List<@Nullable Object> values) throws IOException {
                receiver.take(new Row(names, values).remark(isSpanish));
            }
        });
    }

    /** One row by the names of its columns. */
    private record Row(List<String> names, List<@Nullable Object> values) {
        @Nullable
        Object value(String name) {
            int index = names.indexOf(name);
            return index < 0 ? null : values.get(index);
        }

        String text(String name) {
            return Objects.toString(value(name), "");
        }

        /** What is said in both languages; English where there is no Spanish. */
        String said(String name, boolean isSpanish) {
            String spanish = isSpanish ? text(name + "_es") : "";
            return spanish.isEmpty() ? text(name) : spanish;
        }

        /** A sentence without our commands where the advice names some. */
        String advice(boolean isSpanish) {
            return Reason.of(text("code"), text("column_header"), text("raw_text"))
                    .toPublisher(isSpanish ? Locale.forLanguageTag("es") : Locale.ENGLISH)
                    .orElseGet(() -> said("advice", isSpanish));
        }

        Remark remark(boolean isSpanish) {
            return new Remark(
                    Severity.valueOf(text("severity").toUpperCase(Locale.ROOT)),
                    text("code"),
                    text("sheet_name"),
                    value("row_number") instanceof Number row ? row.intValue() : 0,
                    text("cell"),
                    text("raw_text"),
                    advice(isSpanish),
                    said("expected", isSpanish),
                    value("at_stake_count") instanceof Number count ? count : null,
                    Boolean.TRUE.equals(value("is_rejection")));
        }
    }
}
