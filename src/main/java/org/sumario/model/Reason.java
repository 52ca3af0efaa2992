package org.sumario.model;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * A reason code with what belongs into its sentence. The sentences stand in {@code messages.properties} (English) and
 * {@code messages_es.properties}, keyed by the code; arguments are inserted as they are.
 */
public record Reason(String code, List<String> arguments) {

    public static Reason of(String code, Object... arguments) {
        return new Reason(
                code, java.util.Arrays.stream(arguments).map(String::valueOf).toList());
    }

    /** The sentence in a language; English where the language has none. */
    public String text(Locale language) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                "org.sumario.model.messages",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(bundle.getString(code), Locale.ROOT).format(arguments.toArray());
    }
}
