package org.sumario.correction;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tag as it stands in the text, with attributes changed in their place. */
record Tag(String raw) {

    /** The name as written, with its prefix. */
    String name() {
        int start = raw.charAt(1) == '/' ? 2 : 1;
        return raw.substring(start, nameEnd());
    }

    String local() {
        String name = name();
        return name.substring(name.indexOf(':') + 1);
    }

    /** What stands before the local name, its colon included; mostly nothing. */
    String prefix() {
        String name = name();
        return name.substring(0, name.indexOf(':') + 1);
    }

    /** An attribute's value as written, by its name; one that begins with a colon has any prefix. */
    Optional<String> attribute(String name) {
        Span span = find(name);
        return span == null ? Optional.empty() : Optional.of(raw.substring(span.valueStart(), span.valueEnd()));
    }

    /** A number from 0; −1 where there is none. */
    int number(String name) {
        return attribute(name)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(-1);
    }

    boolean is(String name) {
        String value = attribute(name).orElse("");
        return value.equals("1") || value.equals("true");
    }

    /** With another value of an attribute, which is added where it is not there. */
    Tag with(String name, String value) {
        Span span = find(name);
        if (span != null) {
            return new Tag(raw.substring(0, span.valueStart()) + value + raw.substring(span.valueEnd()));
        }
        int end = nameEnd();
        return new Tag(raw.substring(0, end) + " " + name + "=\"" + value + "\"" + raw.substring(end));
    }

    Tag without(String name) {
        Span span = find(name);
        return span == null ? this : new Tag(raw.substring(0, span.start()) + raw.substring(span.valueEnd() + 1));
    }

    /** The start of an element that has no content yet. */
    Tag opened() {
        return raw.endsWith("/>") ? new Tag(raw.substring(0, raw.length() - 2) + ">") : this;
    }

    /** The end of the element that this one starts. */
    String end() {
        return "</" + name() + ">";
    }

    /** Elements written without prefixes as they are named where this one has a prefix. */
    String inside(String elements) {
        String prefix = prefix();
        return prefix.isEmpty() ? elements : elements.replaceAll("<(/?)(?=[A-Za-z])", "<$1" + prefix);
    }

    private int nameEnd() {
        int end = raw.charAt(1) == '/' ? 2 : 1;
        while (raw.charAt(end) > ' ' && raw.charAt(end) != '>' && raw.charAt(end) != '/') {
            end++;
        }
        return end;
    }

    /** Where an attribute stands, white space before it included. */
    private record Span(int start, int valueStart, int valueEnd) {}

    private @Nullable Span find(String wanted) {
        int at = nameEnd();
        while (true) {
            int start = at;
            at = behindSpace(at);
            int nameStart = at;
            while (at < raw.length() && raw.charAt(at) > ' ' && "=/>".indexOf(raw.charAt(at)) < 0) {
                at++;
            }
            String name = raw.substring(nameStart, at);
            at = behindSpace(at);
            if (name.isEmpty() || at >= raw.length() || raw.charAt(at) != '=') {
                return null;
            }
            at = behindSpace(at + 1);
            int valueStart = at + 1;
            int valueEnd = raw.indexOf(raw.charAt(at), valueStart);
            if (valueEnd < 0) {
                return null;
            }
            if (name.equals(wanted) || wanted.startsWith(":") && name.endsWith(wanted)) {
                return new Span(start, valueStart, valueEnd);
            }
            at = valueEnd + 1;
        }
    }

    private int behindSpace(int from) {
        int at = from;
        while (at < raw.length() && raw.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }
}
