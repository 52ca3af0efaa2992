package org.sumario.normalise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.input.InputFile;
import org.sumario.input.InputFile.SheetPreview;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.Layout.Column;
import org.sumario.jobs.Place;
import org.sumario.normalise.SheetLayout.Constant;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;
import org.sumario.rows.RowPreview.PreviewRow;

/** The single places of a sheet that speak for every row of its table: cells above it, on another sheet, or outside any cell. */
final class SheetPlaces {
    private final SheetPreview sheet;
    private final InputFile file;
    private final String fileName;

    SheetPlaces(SheetPreview sheet, InputFile file, String fileName) {
        this.sheet = sheet;
        this.file = file;
        this.fileName = fileName;
    }

    /** @param tableRow the first row of the table's header: only what stands above it is looked at */
    Optional<Constant> find(Column column, int tableRow) {
        Place place = column.place();
        if (place instanceof Place.Value value) {
            return said(column, value.text());
        } else if (place instanceof Place.Property property) {
            return Optional.ofNullable(file.properties().get(property.name())).flatMap(text -> said(column, text));
        } else if (place instanceof Place.FileName name) {
            return name.pattern().match(fileName).flatMap(text -> said(column, text));
        } else if (place instanceof Place.SheetName name) {
            return name.pattern().match(sheet.sheetName()).flatMap(text -> said(column, text));
        }
        List<PreviewRow> above =
                sheet.rows().stream().filter(row -> row.rowNumber() < tableRow).toList();
        Stream<List<PreviewRow>> elsewhere = file.sheets().stream()
                .filter(other -> !other.sheetName().equals(sheet.sheetName()))
                .map(SheetPreview::rows);
        return Stream.concat(Stream.of(above), elsewhere)
                .flatMap(rows -> cell(column, rows, rows == above).stream())
                .findFirst();
    }

    private static Optional<Constant> said(Column column, String text) {
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(new Constant(column, new RawValue(CellType.TEXT, text), 0, -1));
    }

    /** Of several cells the first whose text can be read as what it means: a title before the period is none. */
    private static Optional<Constant> cell(Column column, List<PreviewRow> rows, boolean isHere) {
        List<Constant> found = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            for (int index = 0; index < rows.get(row).values().size(); index++) {
                Constant cell = at(column, rows, row, index);
                if (cell != null && isReadable(column.role(), cell.value())) {
                    return Optional.of(here(cell, isHere));
                } else if (cell != null) {
                    found.add(cell);
                }
            }
        }
        return found.stream().findFirst().map(cell -> here(cell, isHere));
    }

    /** A cell of another sheet has no address in this one. */
    private static Constant here(Constant cell, boolean isHere) {
        return isHere ? cell : new Constant(cell.column(), cell.value(), 0, -1);
    }

    private static boolean isReadable(ColumnRole role, RawValue value) {
        if (role instanceof ColumnRole.Period period) {
            return PeriodText.parse(value)
                    .filter(text -> !period.withYear() || text.year() != null)
                    .isPresent();
        }
        return !(role instanceof ColumnRole.Year) || Headers.isYear(value);
    }

    private static @Nullable Constant at(Column column, List<PreviewRow> rows, int row, int index) {
        RawValue cell = rows.get(row).values().get(index);
        if (column.place() instanceof Place.Text text) {
            return text.pattern()
                    .match(cell.text())
                    .filter(value -> !value.isBlank())
                    .map(value -> new Constant(
                            column,
                            new RawValue(CellType.TEXT, value),
                            rows.get(row).rowNumber(),
                            index))
                    .orElse(null);
        }
        if (column.place() instanceof Place.Beside beside && isSame(beside.text(), cell.text())) {
            List<RawValue> values = rows.get(row).values();
            for (int right = index + 1; right < values.size(); right++) {
                if (!values.get(right).text().isBlank()) {
                    return new Constant(column, values.get(right), rows.get(row).rowNumber(), right);
                }
            }
            if (row + 1 < rows.size()
                    && rows.get(row + 1).rowNumber() == rows.get(row).rowNumber() + 1
                    && index < rows.get(row + 1).values().size()
                    && !rows.get(row + 1).values().get(index).text().isBlank()) {
                return new Constant(
                        column,
                        rows.get(row + 1).values().get(index),
                        rows.get(row + 1).rowNumber(),
                        index);
            }
        }
        return null;
    }

    /** A colon behind the words makes no difference. */
    private static boolean isSame(String wanted, String text) {
        return withoutColon(wanted).equals(withoutColon(text));
    }

    private static String withoutColon(String text) {
        return LayoutSearch.fold(text).replaceFirst("\\s*:$", "");
    }
}
