package org.sumario.input;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.sumario.model.Refused;

/**
 * Formats that are not read, by what their files begin with or hold, and what to say of each. A table of our own: a library that knows a
 * thousand formats would still need one from its names to these sentences.
 */
final class OtherFormats {
    /** Excel's formats before that of 97: names of formats are the same in every language. */
    static final String OLD_EXCEL = "Excel 2\u201395";

    private static final String DOCUMENT = "NOT_A_SPREADSHEET";
    private static final String TABLES = "FORMAT_NOT_READ";
    private static final String ARCHIVE = "ARCHIVE_NOT_READ";
    private static final String ENCRYPTED = "FILE_ENCRYPTED";

    /** What to say of a file in one of them. */
    private interface Format {
        Refused of(String fileName);
    }

    /** What files begin with, byte by byte; a question mark is any byte. */
    private static final Map<String, Format> BEGINNINGS = new LinkedHashMap<>();

    /** What an OLE2 container holds, first match first. */
    private static final Map<String, Format> ENTRIES = new LinkedHashMap<>();

    /** What a zip says its media type is. */
    private static final Map<String, Format> MEDIA_TYPES = new LinkedHashMap<>();

    /** What stands in the first element of an XML text. */
    private static final Map<String, Format> XML = new LinkedHashMap<>();

    static {
        Format document = plain(DOCUMENT);
        Format old = named(TABLES, OLD_EXCEL);
        BEGINNINGS.put("%PDF-", document);
        BEGINNINGS.put("{\\rtf", document);
        BEGINNINGS.put("\u0089PNG", document);
        BEGINNINGS.put("\u00FF\u00D8\u00FF", document);
        BEGINNINGS.put("GIF8?a", document);
        BEGINNINGS.put("II*\0", document);
        BEGINNINGS.put("MM\0*", document);
        BEGINNINGS.put("RIFF????WEBP", document);
        BEGINNINGS.put("\t\0\4\0", old);
        BEGINNINGS.put("\t\2\6\0", old);
        BEGINNINGS.put("\t\4\6\0", old);
        BEGINNINGS.put("\t\b??\0\5", old);
        BEGINNINGS.put("\t\b??\0\6", named(TABLES, "BIFF8"));
        BEGINNINGS.put("\0\0\2\0\4\4", named(TABLES, "Lotus 1-2-3"));
        BEGINNINGS.put("\0\0\2\0\6\4", named(TABLES, "Lotus 1-2-3"));
        BEGINNINGS.put("\0\0\32\0", named(TABLES, "Lotus 1-2-3"));
        BEGINNINGS.put("PAR1\25", named(TABLES, ".parquet"));
        BEGINNINGS.put("ARROW1\0\0", named(TABLES, "Arrow, .feather"));
        BEGINNINGS.put("SQLite format 3\0", named(TABLES, "SQLite"));
        BEGINNINGS.put("\0\1\0\0Standard ", named(TABLES, "Access"));
        BEGINNINGS.put("????????DUCK", named(TABLES, "DuckDB"));
        BEGINNINGS.put("$FL2@(#)", named(TABLES, "SPSS, .sav"));
        BEGINNINGS.put("<stata_dta>", named(TABLES, "Stata, .dta"));
        BEGINNINGS.put("MIME-Version:", named(TABLES, ".mht"));
        BEGINNINGS.put("\u00FF\u00FE\0\0", named(TABLES, "UTF-32"));
        BEGINNINGS.put("\0\0\u00FE\u00FF", named(TABLES, "UTF-32"));
        BEGINNINGS.put("7z\u00BC\u00AF\47\34", named(ARCHIVE, ".7z"));
        BEGINNINGS.put("Rar!\32\7", named(ARCHIVE, ".rar"));
        BEGINNINGS.put("\u00FD7zXZ\0", named(ARCHIVE, ".xz"));
        BEGINNINGS.put("BZh?1AY&SY", named(ARCHIVE, ".bz2"));

        ENTRIES.put("EncryptedPackage", plain(ENCRYPTED));
        ENTRIES.put("\tDRMContent", plain(ENCRYPTED));
        ENTRIES.put("WordDocument", document);
        ENTRIES.put("PowerPoint Document", document);
        ENTRIES.put("NativeContent_MAIN", named(TABLES, "Quattro Pro"));
        ENTRIES.put("WksSSWorkBook", named(TABLES, "Works, .xlr"));

        MEDIA_TYPES.put("application/vnd.sun.xml.calc", named(TABLES, ".sxc"));
        MEDIA_TYPES.put("application/vnd.oasis.opendocument.database", named(TABLES, ".odb"));
        MEDIA_TYPES.put("application/vnd.oasis.opendocument.", document);
        MEDIA_TYPES.put("application/vnd.sun.xml.", document);
        MEDIA_TYPES.put("application/epub", document);

        XML.put("urn:schemas-microsoft-com:office:spreadsheet", named(TABLES, "XML Spreadsheet 2003"));
        XML.put("opendocument.spreadsheet", named(TABLES, ".fods"));
    }

    /** A text file whose first column is called ID and whose second begins with a P is no such file: the next record tells. */
    private static final Pattern SYLK =
            Pattern.compile("(?s)ID;P[A-Za-z0-9]*(;[A-Z])*\\r?\\n(P;P|[BC];[XY][0-9]|F;[DPSWXY]|O;[A-Z]).*");

    private OtherFormats() {}

    private static Format plain(String code) {
        return fileName -> new Refused(code, fileName);
    }

    private static Format named(String code, String name) {
        return fileName -> new Refused(code, fileName, name);
    }

    /** What to say of a file that begins with these bytes, where that alone tells. */
    static Optional<Refused> beginning(byte[] head, String fileName) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return BEGINNINGS.entrySet().stream()
                .filter(one -> begins(text, one.getKey()))
                .findFirst()
                .or(() -> xml(text))
                .map(Map.Entry::getValue)
                .or(() -> SYLK.matcher(text).matches() ? Optional.of(named(TABLES, "SYLK, .slk")) : Optional.empty())
                .map(format -> format.of(fileName));
    }

    /** What to say of an OLE2 container, where its entries tell. */
    static Optional<Refused> container(DirectoryNode root, String fileName) {
        return ENTRIES.entrySet().stream()
                .filter(one -> root.hasEntryCaseInsensitive(one.getKey()))
                .findFirst()
                .map(one -> one.getValue().of(fileName));
    }

    /** What to say of a zip that names this media type, where that tells. */
    static Optional<Refused> mediaType(String mediaType, String fileName) {
        return MEDIA_TYPES.entrySet().stream()
                .filter(one -> mediaType.startsWith(one.getKey()))
                .findFirst()
                .map(one -> one.getValue().of(fileName));
    }

    private static boolean begins(String text, String pattern) {
        if (text.length() < pattern.length()) {
            return false;
        }
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) != '?' && pattern.charAt(i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** An XML text of any encoding: its marks are ASCII once the zero bytes of a wider one are left out. */
    private static Optional<Map.Entry<String, Format>> xml(String text) {
        String narrow = text.replace("\0", "").replaceFirst("^(\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)", "");
        return !narrow.stripLeading().startsWith("<")
                ? Optional.empty()
                : XML.entrySet().stream()
                        .filter(one -> narrow.contains(one.getKey()))
                        .findFirst();
    }
}
