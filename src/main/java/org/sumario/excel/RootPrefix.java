package org.sumario.excel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What some libraries write before the name of every element, {@code <x:row>}: a prefix that the root binds to the format's own namespace.
 * Left out of the bytes as they are read, so that the scanners know one spelling alone.
 */
final class RootPrefix {
    private static final int MOST_BYTES = 1 << 14;
    private static final Pattern ROOT = Pattern.compile(
            "(?s)\uFEFF?(?:<\\?xml\\s[^>]*\\?>)?\\s*<([A-Za-z_][A-Za-z0-9_.-]{0,29}):(?:worksheet|sst)(\\s[^<>]*)>.*");
    private static final String NAMESPACES =
            "\\s*=\\s*[\"'](?:http://schemas.openxmlformats.org/spreadsheetml/2006/main|http://purl.oclc.org/ooxml/spreadsheetml/main)[\"']";

    private RootPrefix() {}

    /** Reads a text's beginning into a window, and leaves the root's prefix out where it has one. */
    static void leaveOut(ByteWindow window) throws IOException {
        window.more();
        String beginning = new String(window.bytes, 0, Math.min(window.limit, MOST_BYTES), StandardCharsets.UTF_8);
        Matcher root = ROOT.matcher(beginning);
        if (root.matches()
                && Pattern.compile("\\sxmlns:" + Pattern.quote(root.group(1)) + NAMESPACES)
                        .matcher(root.group(2))
                        .find()) {
            window.leaveOut(root.group(1) + ":");
        }
    }
}
