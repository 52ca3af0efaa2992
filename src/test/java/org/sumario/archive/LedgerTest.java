package org.sumario.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class LedgerTest {
    @TempDir
    Path folder;

    @Test
    void isEmptyBeforeTheFirstLine() {
        Ledger ledger = new Ledger(folder);

        assertThat(ledger.lines()).isEmpty();
        assertThat(ledger.tornLine()).isEmpty();
    }

    @Test
    void chainsEveryLineToTheOneBefore() throws IOException {
        append("Áncash\n\u2028", "ıİ", "third");

        List<String> written = written();
        assertThat(written).hasSize(3);
        assertThat(written.get(0)).contains("\"previous_sha256\":\"" + "0".repeat(64) + "\"");
        assertThat(written.get(1)).contains(Sha256.of(written.get(0).getBytes(StandardCharsets.UTF_8)));
        assertThat(written.get(2)).contains(Sha256.of(written.get(1).getBytes(StandardCharsets.UTF_8)));
        assertThat(new Ledger(folder).lines())
                .extracting(line -> line.get("event").asString())
                .containsExactly("Áncash\n\u2028", "ıİ", "third");
    }

    @Test
    void leavesTheGivenObjectAsItIs() {
        ObjectNode line = line("load");

        new Ledger(folder).append(line);

        assertThat(line.has("previous_sha256")).isFalse();
    }

    @Test
    void namesTheLineThatWasEdited() throws IOException {
        append("load", "decision", "release");
        Path file = folder.resolve("ledger.jsonl");
        Files.writeString(file, Files.readString(file).replace("decision", "decisiom"));

        assertBrokenAt(2);
        assertThatThrownBy(() -> append("next")).isInstanceOf(Refused.class);
        assertThat(written()).hasSize(3);
    }

    @Test
    void namesTheFirstLineThatDoesNotFollowAfterALineWasWrittenAnew() throws IOException {
        append("load");
        Ledger other = new Ledger(Files.createDirectory(folder.resolve("other")));
        other.append(line("load"));
        other.append(line("decision"));
        String forged = Files.readAllLines(folder.resolve("other/ledger.jsonl")).get(1);
        append("refusal", "release");
        List<String> written = written();
        Files.writeString(
                folder.resolve("ledger.jsonl"), written.get(0) + "\n" + forged + "\n" + written.get(2) + "\n");

        assertBrokenAt(3);
    }

    @Test
    void noticesALineLeftOut() throws IOException {
        append("load", "decision", "release");
        List<String> written = written();
        Files.writeString(folder.resolve("ledger.jsonl"), written.get(0) + "\n" + written.get(2) + "\n");

        assertBrokenAt(2);
    }

    @Test
    void refusesNoJsonBeforeTheLastLine() throws IOException {
        append("load", "release");
        Files.writeString(folder.resolve("ledger.jsonl"), "{\"event\n" + String.join("\n", written()) + "\n");

        assertBrokenAt(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"event\":\"rel\n", "\"text\"\n", "\n", "{\"event\":\"release\"}\n"})
    void refusesAnEndedLastLineThatNobodyWroteSo(String line) throws IOException {
        append("load", "release");
        Files.writeString(folder.resolve("ledger.jsonl"), line, StandardOpenOption.APPEND);

        assertBrokenAt(3);
    }

    @Test
    void noticesEveryChangedByteOfTheLastLine() throws IOException {
        append("load", "release");
        Path file = folder.resolve("ledger.jsonl");
        byte[] bytes = Files.readAllBytes(file);
        int start = written().get(0).length() + 1;
        for (int position = start; position < bytes.length; position++) {
            byte[] changed = bytes.clone();
            changed[position] ^= 1;
            Files.write(file, changed);
            Ledger.Examined examined = new Ledger(folder).examine();
            assertThat(examined.brokenLine() == 2 || examined.tornBytes() > 0 || !examined.isEnded())
                    .as("byte %s", position)
                    .isTrue();
        }
    }

    @Test
    void noticesEveryChangedByteOfTheFirstLineWhenItIsTheOnlyOne() throws IOException {
        append("release");
        Path file = folder.resolve("ledger.jsonl");
        byte[] bytes = Files.readAllBytes(file);
        for (int position = 0; position < bytes.length - 1; position++) {
            byte[] changed = bytes.clone();
            changed[position] ^= 4;
            Files.write(file, changed);
            assertThat(new Ledger(folder).examine().brokenLine())
                    .as("byte %s", position)
                    .isEqualTo(1);
        }
    }

    @Test
    void countsALastLineThatLacksOnlyItsLineFeed() throws IOException {
        append("load", "release");
        Path file = folder.resolve("ledger.jsonl");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

        assertThat(new Ledger(folder).lines()).hasSize(2);
        assertThat(new Ledger(folder).examine().isEnded()).isFalse();
        append("next");
        assertThat(new Ledger(folder).lines()).hasSize(3);
        assertThat(written()).hasSize(3);
    }

    @Test
    void readsLinesOfEarlierVersionsThatSayNothingOfThemselves() throws IOException {
        append("load");
        Path file = folder.resolve("ledger.jsonl");
        Files.writeString(file, written().get(0).replaceFirst(",\"line_sha256\":\"[0-9a-f]+\"", "") + "\n");
        append("release");

        assertThat(new Ledger(folder).lines()).hasSize(2);
    }

    @Test
    void tellsTheHashOfItsLastLine() throws IOException {
        assertThat(new Ledger(folder).examine().head()).isEqualTo("0".repeat(64));
        append("load", "release");

        assertThat(new Ledger(folder).examine().head())
                .isEqualTo(Sha256.of(written().get(1).getBytes(StandardCharsets.UTF_8)));
        assertThat(new Ledger(folder).examine().hashes()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"event\":\"rel", "{\"event\":\"release\"}", "\0\0\0\0"})
    void setsATornLastLineAsideAndGoesOn(String torn) throws IOException {
        append("load", "decision");
        Files.writeString(folder.resolve("ledger.jsonl"), torn, StandardOpenOption.APPEND);
        Ledger ledger = new Ledger(folder);

        assertThat(ledger.lines()).hasSize(2);
        assertThat(ledger.tornLine()).contains(torn);
        assertThat(folder.resolve("ledger.torn-1")).as("a reader moves nothing").doesNotExist();

        append("release");
        assertThat(ledger.lines()).hasSize(3);
        assertThat(ledger.tornLine()).isEmpty();
        assertThat(folder.resolve("ledger.torn-1")).hasContent(torn);
    }

    @Test
    void keepsEveryTornLine() throws IOException {
        Path file = folder.resolve("ledger.jsonl");
        Files.writeString(file, "{one");
        append("load");
        Files.writeString(file, "{two", StandardOpenOption.APPEND);
        append("release");

        assertThat(folder.resolve("ledger.torn-1")).hasContent("{one");
        assertThat(folder.resolve("ledger.torn-2")).hasContent("{two");
        assertThat(written()).hasSize(2);
    }

    @Test
    void survivesALineTornWithinALetter() throws IOException {
        append("load");
        Files.write(folder.resolve("ledger.jsonl"), new byte[] {'{', '"', (byte) 0xC3}, StandardOpenOption.APPEND);
        assertThat(new Ledger(folder).lines()).hasSize(1);
        append("release");
        assertThat(new Ledger(folder).lines()).hasSize(2);
        assertThat(folder.resolve("ledger.torn-1")).hasBinaryContent(new byte[] {'{', '"', (byte) 0xC3});
    }

    private void assertBrokenAt(int lineNumber) {
        Ledger ledger = new Ledger(folder);
        assertThatThrownBy(ledger::lines)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.of("LEDGER_BROKEN", lineNumber)));
    }

    private void append(String... events) {
        for (String event : events) {
            new Ledger(folder).append(line(event));
        }
    }

    private static ObjectNode line(String event) {
        return JsonMapper.shared().createObjectNode().put("event", event);
    }

    private List<String> written() throws IOException {
        return Files.readString(folder.resolve("ledger.jsonl")).lines().toList();
    }
}
