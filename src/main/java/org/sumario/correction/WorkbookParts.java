package org.sumario.correction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.parts.XmlPart;
import org.sumario.parts.ZipParts;
import org.sumario.rows.Limits;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Which part of a workbook holds what, as far as editing needs to know. */
final class WorkbookParts {
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /** A name's ending by the content type of the workbook: Excel opens none under another's name. */
    private static final Map<String, String> ENDINGS = Map.of(
            "application/vnd.ms-excel.sheet.macroenabled.main+xml", ".xlsm",
            "application/vnd.ms-excel.template.macroenabled.main+xml", ".xltm",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", ".xltx");

    private final String mainPart;
    private final Relations relations;
    private final List<Sheet> sheets = new ArrayList<>();
    private final @Nullable String stylesPart;
    private final Set<String> taken = new HashSet<>();
    private int highestSheetId;
    private String ending = ".xlsx";

    private WorkbookParts(String mainPart, Relations relations) {
        this.mainPart = mainPart;
        this.relations = relations;
        this.stylesPart =
                relations.first("styles").map(Relations.Relation::target).orElse(null);
    }

    /** A sheet of any kind; empty part for one that is not in the package. */
    record Sheet(String name, String part) {}

    /** @throws Uneditable where the file is a workbook of a kind that is not edited */
    static WorkbookParts of(ZipParts parts, Limits limits) throws IOException {
        String main = Relations.of(parts, limits, "")
                .first("officeDocument")
                .map(Relations.Relation::target)
                .filter(parts::contains)
                .orElseThrow(() -> new Uneditable(Reason.of("CORRECTION_COPIED_FORMAT")));
        WorkbookParts read = new WorkbookParts(main, Relations.of(parts, limits, main));
        parts.names().forEach(name -> read.taken.add(ZipParts.nameOf(name)));
        boolean[] isKnown = {false};
        XmlPart.parse(parts.read(main), limits, new DefaultHandler() {
            @Override
            public void startElement(String uri, String local, String name, Attributes attributes) {
                if (local.equals("workbook")) {
                    isKnown[0] = uri.equals(MAIN);
                } else if (local.equals("sheet") && uri.equals(MAIN)) {
                    read.addSheet(attributes);
                }
            }
        });
        XmlPart.parse(parts.read("[Content_Types].xml"), limits, new DefaultHandler() {
            @Override
            public void startElement(String uri, String local, String name, Attributes attributes) {
                String part = attributes.getValue("PartName");
                if (part != null && ZipParts.nameOf(part).equals(ZipParts.nameOf(main))) {
                    String type = String.valueOf(attributes.getValue("ContentType"));
                    read.ending = ENDINGS.getOrDefault(type.toLowerCase(Locale.ROOT), ".xlsx");
                }
            }
        });
        if (!isKnown[0]) {
            throw new Uneditable(Reason.of("CORRECTION_COPIED_STRICT"));
        }
        if (read.sheets.stream().map(Sheet::name).distinct().count() != read.sheets.size()) {
            throw new Uneditable(Reason.of("CORRECTION_COPIED_MARKUP"));
        }
        return read;
    }

    private void addSheet(Attributes attributes) {
        String id = attributes.getValue(Relations.TYPE, "id");
        String part = id == null
                ? ""
                : relations.byId(id).map(Relations.Relation::target).orElse("");
        String sheetId = String.valueOf(attributes.getValue("sheetId"));
        if (sheetId.matches("[0-9]{1,9}")) {
            highestSheetId = Math.max(highestSheetId, Integer.parseInt(sheetId));
        }
        sheets.add(new Sheet(String.valueOf(attributes.getValue("name")), part));
    }

    String mainPart() {
        return mainPart;
    }

    Relations relations() {
        return relations;
    }

    List<Sheet> sheets() {
        return sheets;
    }

    /** Null where the workbook has no styles. */
    @Nullable
    String stylesPart() {
        return stylesPart;
    }

    int newSheetId() {
        return highestSheetId + 1;
    }

    /** What the name of a file with it has to end with. */
    String ending() {
        return ending;
    }

    /** The name of a part that is not there yet, beside the workbook's own part; never given twice. */
    String newPart(String beginning, String partEnding) {
        String folder = mainPart.substring(0, mainPart.lastIndexOf('/') + 1);
        int number = 1;
        while (!taken.add(ZipParts.nameOf(folder + beginning + number + partEnding))) {
            number++;
        }
        return folder + beginning + number + partEnding;
    }

    /** A name that no sheet has, upper and lower case being the same. */
    String newSheetName(String wanted) {
        Set<String> known = new HashSet<>();
        sheets.forEach(sheet -> known.add(sheet.name().toLowerCase(Locale.ROOT)));
        String name = wanted;
        for (int number = 2; known.contains(name.toLowerCase(Locale.ROOT)); number++) {
            name = wanted + " " + number;
        }
        return name;
    }
}
