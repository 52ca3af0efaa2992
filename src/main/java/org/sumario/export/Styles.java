package org.sumario.export;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.usermodel.Workbook;

/** How cells look; what a number is shows in the format of its cell, never in its text. */
final class Styles {
    private static final Map<Column.Kind, String> FORMATS = Map.of(
            Column.Kind.TEXT, "General",
            Column.Kind.CODE, "General",
            Column.Kind.NUMBER, "0",
            Column.Kind.COUNT, "#,##0",
            Column.Kind.CHANGE, "+#,##0;-#,##0;0",
            Column.Kind.SHARE, "0.0%",
            Column.Kind.DAY, "yyyy-mm-dd");

    private final Map<Column.Kind, CellStyle> byKind = new EnumMap<>(Column.Kind.class);
    final CellStyle quoted;
    final CellStyle header;
    final CellStyle headerOfNumbers;
    final CellStyle heading;
    final CellStyle wrapped;
    final CellStyle wrappedQuoted;
    final CellStyle moment;
    final CellStyle countLeft;
    final CellStyle counted;

    Styles(Workbook workbook) {
        for (Column.Kind kind : Column.Kind.values()) {
            byKind.put(kind, formatted(workbook, Objects.requireNonNull(FORMATS.get(kind))));
        }
        moment = formatted(workbook, "yyyy-mm-dd hh:mm:ss");
        moment.setAlignment(HorizontalAlignment.LEFT);
        countLeft = formatted(workbook, "#,##0");
        countLeft.setAlignment(HorizontalAlignment.LEFT);
        quoted = formatted(workbook, "General");
        quoted.setQuotePrefixed(true);
        for (CellStyle text : List.of(of(Column.Kind.TEXT), of(Column.Kind.CODE), quoted)) {
            toTheLeft(text);
        }
        wrapped = wrapped(workbook);
        wrappedQuoted = wrapped(workbook);
        wrappedQuoted.setQuotePrefixed(true);
        Font bold = workbook.createFont();
        bold.setBold(true);
        header = wrapped(workbook);
        header.setFont(bold);
        header.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
        header.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        header.setBorderBottom(BorderStyle.THIN);
        headerOfNumbers = workbook.createCellStyle();
        headerOfNumbers.cloneStyleFrom(header);
        headerOfNumbers.setAlignment(HorizontalAlignment.RIGHT);
        toTheLeft(header);
        counted = workbook.createCellStyle();
        counted.cloneStyleFrom(quoted);
        counted.setFillForegroundColor(IndexedColors.LIGHT_YELLOW.getIndex());
        counted.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        counted.setFont(bold);
        heading = workbook.createCellStyle();
        heading.setFont(bold);
    }

    CellStyle of(Column.Kind kind) {
        return Objects.requireNonNull(byKind.get(kind));
    }

    /** Prints a sheet across one page, however many long. */
    static void forPrint(Sheet sheet) {
        sheet.getPrintSetup().setLandscape(true);
        sheet.getPrintSetup().setFitHeight((short) 0);
        sheet.setFitToPage(true);
    }

    /** A little away from the number before it. */
    private static void toTheLeft(CellStyle style) {
        style.setAlignment(HorizontalAlignment.LEFT);
        style.setIndention((short) 1);
    }

    private static CellStyle formatted(Workbook workbook, String format) {
        CellStyle style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
        return style;
    }

    private static CellStyle wrapped(Workbook workbook) {
        CellStyle style = workbook.createCellStyle();
        style.setWrapText(true);
        style.setVerticalAlignment(VerticalAlignment.TOP);
        return style;
    }
}
