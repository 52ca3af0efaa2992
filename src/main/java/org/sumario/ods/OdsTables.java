package org.sumario.ods;

import org.jspecify.annotations.Nullable;
import org.sumario.rows.Broken;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Finds the tables of an OpenDocument spreadsheet that are sheets: those directly in its body. Tables within cells, in recorded changes
 * and in links are none, nor are the copies of other files' tables that formulas look into.
 */
abstract class OdsTables extends DefaultHandler {
    private static final String NAMESPACES = "urn:oasis:names:tc:opendocument:xmlns:";
    static final String OFFICE = NAMESPACES + "office:1.0";
    static final String TABLE = NAMESPACES + "table:1.0";
    static final String TEXT = NAMESPACES + "text:1.0";
    static final String STYLE = NAMESPACES + "style:1.0";
    static final String META = NAMESPACES + "meta:1.0";

    private int depth;
    private int bodyDepth;
    private int tables;
    private int tableDepth;

    /** A sheet begins, the first one being 0 among the tables of the body. */
    abstract void begins(int table, Attributes attributes) throws SAXException;

    /** An element within the sheet, or one outside of all sheets, begins. */
    abstract void inside(String uri, String local, Attributes attributes) throws SAXException;

    /** An element within the sheet, or one outside of all sheets, ends. */
    abstract void endsInside(String uri, String local) throws SAXException;

    /** A sheet ends. */
    abstract void ends() throws SAXException;

    @Override
    public final void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
        depth++;
        if (bodyDepth == 0 && uri.equals(OFFICE) && local.equals("spreadsheet")) {
            bodyDepth = depth;
        } else if (depth == bodyDepth + 1 && bodyDepth > 0 && uri.equals(TABLE) && local.equals("table")) {
            int table = tables++;
            String tableName = value(attributes, TABLE, "name");
            if (!tableName.startsWith("'") || !tableName.contains("'#")) {
                tableDepth = depth;
                begins(table, attributes);
            }
        } else {
            inside(uri, local, attributes);
        }
    }

    @Override
    public final void endElement(String uri, String local, String name) throws SAXException {
        if (depth == tableDepth) {
            tableDepth = 0;
            ends();
        } else {
            endsInside(uri, local);
        }
        depth--;
    }

    /** Whether the parser is within a sheet. */
    final boolean isInSheet() {
        return tableDepth > 0;
    }

    /** An attribute's value, empty where it is not there. */
    static String value(Attributes attributes, String uri, String local) {
        @Nullable String value = attributes.getValue(uri, local);
        return value == null ? "" : value;
    }

    /** How often something stands, or over how many it goes: one where nothing is said. */
    static int count(Attributes attributes, String local) throws SAXException {
        String value = value(attributes, TABLE, local).strip();
        if (value.isEmpty()) {
            return 1;
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw new SAXException(new Broken("BROKEN_NUMBER", value));
        }
        return (int) Math.max(1, Math.min(Long.parseLong(value), Integer.MAX_VALUE));
    }
}
