package org.sumario.correction;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.sumario.model.Severity;

/** The words that go back with a workbook, in the language of the office that made it. */
final class Words {
    private final ResourceBundle bundle;
    private final Locale language;

    Words(Locale language) {
        this.language = language;
        bundle = ResourceBundle.getBundle(
                "org.sumario.correction.messages",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    Locale language() {
        return language;
    }

    String text(String key, Object... arguments) {
        String pattern = bundle.getString(key);
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, Locale.ROOT).format(arguments);
    }

    String severity(Severity severity) {
        return text("severity." + severity.name().toLowerCase(Locale.ROOT));
    }

    /** A number with its thousands apart, in the same way in every language. */
    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
