package org.sumario.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * Writes HTML that is XML as well. Elements and attributes are constants of this program and text goes in escaped, so that what a spreadsheet
 * says can never become markup: there is no other way in.
 */
final class Markup {
    private final StringBuilder written = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<Tag> open = new ArrayDeque<>();

    Markup open(Tag tag, Attribute.Given... attributes) {
        written.append('<').append(tag.word());
        for (Attribute.Given given : attributes) {
            written.append(' ').append(given.attribute().word()).append("=\"");
            escape(given.value());
            written.append('"');
        }
        if (tag.isVoid()) {
            written.append("/>\n");
        } else {
            written.append('>');
            open.push(tag);
        }
        return this;
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    Markup close() {
        Tag tag = open.pop();
        written.append("</").append(tag.word()).append('>');
        switch (tag) {
            case SPAN, CODE, STRONG -> {}
            default -> written.append('\n');
        }
        return this;
    }

    /** An element with a text. */
    Markup element(Tag tag, String text, Attribute.Given... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** The one style sheet, of this program. */
    Markup styles() {
        open(Tag.STYLE);
        try (InputStream sheet = Objects.requireNonNull(Markup.class.getResourceAsStream("report.css"))) {
            written.append('\n').append(new String(sheet.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return close();
    }

    private void escape(String text) {
        VisibleText.of(text).chars().forEach(character -> {
            switch (character) {
                case '<' -> written.append("&lt;");
                case '>' -> written.append("&gt;");
                case '&' -> written.append("&amp;");
                case '"' -> written.append("&quot;");
                case '\'' -> written.append("&#39;");
                default -> written.append((char) character);
            }
        });
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return written.toString();
    }
}
