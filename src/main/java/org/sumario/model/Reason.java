package org.sumario.model;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A reason code with what belongs into its sentence. The sentences stand in {@code messages.properties} (English) and
 * {@code messages_es.properties}, keyed by the code; arguments are inserted as they are.
 *
 * @param details reasons of their own, told behind the sentence
 */
public record Reason(String code, List<String> arguments, List<Reason> details) {

    public Reason(String code, List<String> arguments) {
        this(code, arguments, List.of());
    }

    public static Reason of(String code, Object... arguments) {
        return new Reason(
                code, java.util.Arrays.stream(arguments).map(String::valueOf).toList());
    }

    /** The same with what explains it. */
    public Reason with(List<Reason> explaining) {
        return new Reason(code, arguments, List.copyOf(explaining));
    }

    /** The sentence in a language, then those of its details; English where the language has none. */
    public String text(Locale language) {
        return Stream.concat(
                        Stream.of(sentence(code, language)), details.stream().map(detail -> detail.text(language)))
                .collect(Collectors.joining(" "));
    }

    /** The code, the arguments and the details, for whoever looks for an error in the program. */
    @Override
    public String toString() {
        return code + " " + arguments + (details.isEmpty() ? "" : " " + details);
    }

    /** What was expected instead, in a language; empty where the sentence says all. */
    public Optional<String> expected(Locale language) {
        String key = code + ".expected";
        ResourceBundle bundle = bundle(language);
        return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
    }

    /** The sentence as whoever made the file should read it, who has none of our commands; empty where the other does for both. */
    public Optional<String> toPublisher(Locale language) {
        String key = code + ".publisher";
        return bundle(language).containsKey(key) ? Optional.of(sentence(key, language)) : Optional.empty();
    }

    private String sentence(String key, Locale language) {
        return new MessageFormat(bundle(language).getString(key), Locale.ROOT).format(arguments.toArray());
    }

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                "org.sumario.model.messages",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
