package org.sumario.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.sumario.model.Reason;

/** Sentences in the user's language, to standard error. */
final class Messages {
    private final Locale language;
    private final PrintWriter writer;

    Messages(Locale language, OutputStream standardError) {
        this.language = language;
        this.writer = new PrintWriter(new OutputStreamWriter(standardError, StandardCharsets.UTF_8), true);
    }

    boolean isSpanish() {
        return language.getLanguage().equals("es");
    }

    ResourceBundle bundle() {
        return ResourceBundle.getBundle(
                "org.sumario.model.messages",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String text(Reason reason) {
        try {
            return reason.text(language);
        } catch (MissingResourceException e) {
            // A missing sentence must not hide the reason itself.
            return reason.code() + " " + String.join(", ", reason.arguments());
        }
    }

    void print(Reason reason) {
        print(text(reason));
    }

    void print(String text) {
        writer.println(Printable.lines(text));
    }

    PrintWriter writer() {
        return writer;
    }
}
