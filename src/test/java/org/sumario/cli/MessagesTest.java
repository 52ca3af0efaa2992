package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sumario.model.Reason;

class MessagesTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void bothLanguagesHaveTheSameKeys() {
        ResourceBundle spanish = new Messages(Locale.forLanguageTag("es"), printed).bundle();
        ResourceBundle english = new Messages(Locale.ENGLISH, printed).bundle();
        assertThat(spanish.getLocale().getLanguage()).isEqualTo("es");
        assertThat(english.keySet())
                .allSatisfy(key -> assertThat(spanish.containsKey(key)).isTrue());
        assertThat(spanish.keySet()).isEqualTo(english.keySet());
    }

    @Test
    void everyReasonThatTheProgramGivesHasASentence() throws IOException {
        ResourceBundle sentences = new Messages(Locale.ENGLISH, printed).bundle();
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Pattern.compile("(?:Reason\\.of|new Refused|new Broken)\\(\\s*\"([A-Z_0-9]*[A-Z])\"")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(code -> codes.add(code.group(1)));
            }
        }
        assertThat(codes).hasSizeGreaterThan(100);
        assertThat(sentences.keySet()).containsAll(codes);
    }

    @Test
    void aReasonWithoutASentenceIsStillTold() {
        new Messages(Locale.ENGLISH, printed).print(Reason.of("NO_SUCH_SENTENCE", "a", 1));
        assertThat(text()).isEqualTo("NO_SUCH_SENTENCE a, 1" + System.lineSeparator());
    }

    @Test
    void messagesKeepTheirLinesButNoControlCharacters() {
        new Messages(Locale.ENGLISH, printed).print("a\n\u001b[2Jñ");
        assertThat(text()).isEqualTo("a\n[2Jñ" + System.lineSeparator());
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
