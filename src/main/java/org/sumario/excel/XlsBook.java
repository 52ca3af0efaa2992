package org.sumario.excel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.hssf.OldExcelFormatException;
import org.sumario.rows.Broken;
import org.sumario.rows.LimitExceeded;
import org.sumario.rows.Limits;
import org.sumario.rows.Outline;
import org.sumario.rows.TextStore;

/** What the sheets of a BIFF8 workbook share, and where in its stream they lie: one walk over all records, which decodes few. */
final class XlsBook {
    private static final int VERSION_8 = 0x0600;
    private static final int WORKSHEET = 0x0010;
    private static final int FILE_PASS = 0x002F;

    private final Limits limits;
    private final List<Listed> listed = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final CellFormats formats = new CellFormats();
    private final TextStore texts;
    private final Outline outline;
    private int styles;
    /** Where the record lies that says how what follows is encrypted, and where it ends; 0 where nothing is. */
    private int passFrom;

    private int passTo;

    XlsBook(Limits limits) {
        this.limits = limits;
        this.outline = new Outline(limits);
        this.texts = new TextStore(limits, limits.sharedStrings(), "sharedStrings");
    }

    /** To be read from what another one found encrypted. */
    XlsBook(Limits limits, XlsBook encrypted) {
        this(limits);
        this.passFrom = encrypted.passFrom;
        this.passTo = encrypted.passTo;
    }

    /** A sheet as the workbook lists it. */
    private record Listed(String name, boolean hidden, boolean holdsCells, long position) {}

    /**
     * A part of the stream.
     *
     * @param kind what its first record says it is
     * @param isOrdered whether its cells stand row after row
     */
    record Part(long position, int kind, boolean isOrdered) {
        boolean holdsCells() {
            return kind == WORKSHEET;
        }
    }

    /** Its sheets that hold cells, once {@link #sheets} found them. */
    Outline outline() {
        return outline;
    }

    TextStore texts() {
        return texts;
    }

    CellFormats formats() {
        return formats;
    }

    boolean isEncrypted() {
        return passTo > 0;
    }

    int passFrom() {
        return passFrom;
    }

    int passTo() {
        return passTo;
    }

    /**
     * Walks over all records, or to the one that says that the rest is encrypted.
     *
     * @throws OldExcelFormatException for a format before that of Excel 97
     */
    void read(XlsRecords records) throws IOException {
        int depth = 0;
        int lastRow = 0;
        Limits.Deadline deadline = limits.deadline();
        while (records.next()) {
            int type = records.type();
            if (type == XlsRecords.BEGIN) {
                if (depth++ == 0) {
                    begin(records);
                    deadline.check();
                    lastRow = 0;
                }
            } else if (depth == 0) {
                // Behind the last part a stream is filled up, with anything.
                break;
            } else if (type == XlsRecords.END) {
                depth--;
            } else if (depth == 1 && parts.size() == 1) {
                if (type == FILE_PASS && !isEncrypted()) {
                    passFrom = (int) records.position();
                    passTo = passFrom + 4 + records.length();
                    return;
                }
                shared(records);
            } else if (depth == 1 && XlsSheet.isCell(type)) {
                records.needs(XlsSheet.LEAST_BYTES);
                int row = records.shortAt(0);
                if (row < lastRow) {
                    unordered();
                }
                lastRow = row;
            }
        }
        if (parts.isEmpty()) {
            throw new Broken("BROKEN_NO_WORKBOOK");
        }
        formats.end();
    }

    private void begin(XlsRecords records) throws IOException {
        records.needs(4);
        if (records.shortAt(0) != VERSION_8) {
            throw new OldExcelFormatException("a version before 97");
        }
        if (parts.size() > limits.sheets()) {
            throw new LimitExceeded("sheets", limits.sheets());
        }
        parts.add(new Part(records.position(), records.shortAt(2), true));
    }

    private void unordered() {
        Part part = parts.remove(parts.size() - 1);
        parts.add(new Part(part.position(), part.kind(), false));
    }

    private void shared(XlsRecords records) throws IOException {
        switch (records.type()) {
            case 0x0022 -> {
                records.needs(2);
                if (records.shortAt(0) != 0) {
                    formats.countFrom1904();
                }
            }
            case 0x0085 -> list(records);
            case 0x041E -> {
                records.needs(5);
                boolean areWide = (records.byteAt(4) & 1) != 0;
                // Some producers say more characters than they write.
                int count = Math.min(records.shortAt(2), (records.length() - 5) / (areWide ? 2 : 1));
                records.takeFrom(5);
                formats.pattern(records.shortAt(0), outline.hold(records.takeCharacters(count, areWide)));
            }
            case 0x00E0 -> {
                records.needs(4);
                // A cell names its style in two bytes.
                if (styles++ <= 0xFFFF) {
                    formats.style(records.shortAt(2));
                }
            }
            case 0x00FC -> readTexts(records);
            default -> {
                // Fonts, names and links hold no value.
            }
        }
    }

    private void list(XlsRecords records) throws IOException {
        records.needs(8);
        if (listed.size() == limits.sheets()) {
            throw new LimitExceeded("sheets", limits.sheets());
        }
        records.takeFrom(6);
        String name = records.takeText(records.takeByte());
        boolean hidden = (records.byteAt(4) & 3) != 0;
        listed.add(new Listed(name, hidden, records.byteAt(5) == 0, records.intAt(0) & 0xFFFFFFFFL));
    }

    /** Some producers say more texts than they write. A cell that refers to one that is not there will be refused. */
    private void readTexts(XlsRecords records) throws IOException {
        records.takeFrom(4);
        try {
            int count = records.takeInt();
            for (int i = 0; i < count; i++) {
                byte[] text = records.takeText(records.takeShort()).getBytes(StandardCharsets.UTF_8);
                texts.add(text, 0, text.length);
            }
        } catch (Broken fewer) {
            return;
        }
    }

    /** Finds the parts of the sheets that hold cells, in the workbook's order; sheets of macros and charts are left out. */
    List<Part> sheets() throws IOException {
        Map<Long, Part> byPosition = new HashMap<>();
        parts.forEach(part -> byPosition.put(part.position(), part));
        List<Part> found = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            Listed sheet = listed.get(i);
            Part part = byPosition.get(sheet.position());
            if (part == null && i + 1 < parts.size()) {
                // Some producers, and encryption, leave the wrong position; parts stand in the order of the list.
                part = parts.get(i + 1);
            }
            if (part == null) {
                throw new Broken("BROKEN_SHEET_MISSING", sheet.name());
            }
            if (sheet.holdsCells() && part.holdsCells()) {
                outline.addSheet(sheet.name(), sheet.hidden());
                found.add(part);
            }
        }
        return found;
    }
}
