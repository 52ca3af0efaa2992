package org.sumario.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Refused;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The append-only record {@code ledger.jsonl}: one JSON object per line, each with the SHA-256 of the line before in
 * {@code previous_sha256}, so that no line can be changed, left out or moved unseen. The last member of a line, {@code line_sha256}, is the
 * SHA-256 of the line without it, so that damage to the last line shows too; whoever writes a line anew can write that anew, and is found
 * by a hash of the last line that is kept elsewhere, such as in a release.
 *
 * <p>A crash while appending leaves a torn last line: bytes without a line feed. Reading leaves it out and tells of it; the next append,
 * which happens under the {@link WarehouseLock}, first moves its bytes to {@code ledger.torn-1} (and so on) beside the ledger. A reader
 * moves nothing: what looks torn to it may be a line that a running load is about to finish. A last line that lacks nothing but its line
 * feed counts.
 */
public final class Ledger {
    private static final String PREVIOUS = "previous_sha256";
    private static final String FIRST = "0".repeat(64);
    private static final Pattern OWN = Pattern.compile(",\"line_sha256\":\"([0-9a-f]{64})\"\\}$");
    private static final Pattern WITHOUT_OWN = Pattern.compile("\"previous_sha256\":\"[0-9a-f]{64}\"\\}$");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    public Ledger(Path warehouse) {
        this.file = warehouse.resolve("ledger.jsonl");
    }

    /**
     * Every whole line in order.
     *
     * @throws Refused {@code LEDGER_BROKEN} with the first line (from 1) that is no JSON object, is not as it was written or does not
     *     follow the line before
     */
    public List<JsonNode> lines() {
        return wholeOrRefused().lines();
    }

    /**
     * What there is of the ledger, whole or not.
     *
     * @param lines the lines before the first that does not hold
     * @param hashes SHA-256 of each of them
     * @param brokenLine the number (from 1) of the first line that does not hold; 0 where all do
     * @param tornBytes length of what a crash left of a last line
     * @param isEnded whether the last line has its line feed
     */
    public record Examined(List<JsonNode> lines, List<String> hashes, int brokenLine, int tornBytes, boolean isEnded) {
        /** SHA-256 of the last line, sixty-four zeros before the first: who keeps it elsewhere finds every later change. */
        public String head() {
            return hashes.isEmpty() ? FIRST : hashes.get(hashes.size() - 1);
        }
    }

    /** Reads as far as the ledger holds together. */
    public Examined examine() {
        Content content = read();
        return new Examined(
                content.lines(),
                content.hashes(),
                content.isBroken() ? content.lines().size() + 1 : 0,
                content.torn().length,
                content.isEnded());
    }

    /** The first lines byte for byte, as far as there are so many. */
    public byte[] firstLines(int count) {
        byte[] bytes = bytes();
        int end = 0;
        for (int line = 0; line < count && end < bytes.length; end++) {
            line += bytes[end] == '\n' ? 1 : 0;
        }
        return Arrays.copyOf(bytes, end);
    }

    /** The last line as far as it got, when a crash tore it and nothing has been appended since. */
    public Optional<String> tornLine() {
        byte[] torn = wholeOrRefused().torn();
        return torn.length == 0 ? Optional.empty() : Optional.of(new String(torn, StandardCharsets.UTF_8));
    }

    /**
     * Adds a line and syncs it to disk. The caller holds the {@link WarehouseLock}. The given object stays as it is.
     *
     * @throws Refused {@code LEDGER_BROKEN} when the ledger does not hold together: nothing is built upon a broken chain
     */
    public void append(ObjectNode line) {
        Content content = wholeOrRefused();
        ObjectNode chained = line.deepCopy();
        chained.put(PREVIOUS, content.head());
        String text = JSON.writeValueAsString(chained);
        String own = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = ((content.isEnded() ? "" : "\n") + text.substring(0, text.length() - 1) + ",\"line_sha256\":\""
                        + own + "\"}\n")
                .getBytes(StandardCharsets.UTF_8);
        try {
            boolean isNew = !Files.exists(file);
            if (content.torn().length > 0) {
                cutOff(content);
            }
            Disk.createFolder(Disk.parent(file));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                Disk.writeFully(channel, bytes);
            }
            if (isNew) {
                Disk.forceFolder(Disk.parent(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // First the copy, then the cut: a crash in between leaves the bytes twice, never nowhere.
    private void cutOff(Content content) throws IOException {
        int number = 1;
        while (Files.exists(file.resolveSibling("ledger.torn-" + number))) {
            number++;
        }
        Path beside = file.resolveSibling("ledger.torn-" + number);
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Disk.writeFully(channel, content.torn());
        }
        Disk.forceFolder(Disk.parent(beside));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(content.wholeBytes());
            channel.force(true);
        }
    }

    private Content wholeOrRefused() {
        Content content = read();
        if (content.isBroken()) {
            throw new Refused("LEDGER_BROKEN", content.lines().size() + 1);
        }
        return content;
    }

    private byte[] bytes() {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Content read() {
        byte[] bytes = bytes();
        List<JsonNode> lines = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        String previous = FIRST;
        int start = 0;
        boolean isEnded = true;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            isEnded = end < bytes.length;
            byte[] line = Arrays.copyOfRange(bytes, start, end);
            ObjectNode object = parse(line);
            Own own = own(line);
            boolean holds = object != null
                    && own != Own.DIFFERS
                    && previous.equals(object.path(PREVIOUS).asString(""));
            if (!isEnded && !(holds && own == Own.AGREES)) {
                return new Content(lines, hashes, start, true, Arrays.copyOfRange(bytes, start, bytes.length), false);
            }
            if (!holds) {
                return new Content(lines, hashes, start, true, new byte[0], true);
            }
            lines.add(object);
            previous = Sha256.of(line);
            hashes.add(previous);
            start = end + 1;
        }
        return new Content(lines, hashes, bytes.length, isEnded, new byte[0], false);
    }

    private enum Own {
        /** Lines of earlier versions have none. */
        MISSING,
        AGREES,
        DIFFERS
    }

    /** Whether what a line says of itself is true. */
    private static Own own(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        Matcher own = OWN.matcher(text);
        if (!own.find()) {
            return WITHOUT_OWN.matcher(text).find() ? Own.MISSING : Own.DIFFERS;
        }
        String without = text.substring(0, own.start()) + "}";
        return Sha256.of(without.getBytes(StandardCharsets.ISO_8859_1)).equals(own.group(1)) ? Own.AGREES : Own.DIFFERS;
    }

    private static @Nullable ObjectNode parse(byte[] line) {
        try {
            return JSON.readTree(line) instanceof ObjectNode object ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /**
     * @param isEnded whether the last whole line has its line feed
     * @param torn what follows the whole lines and is none
     * @param isBroken whether a line follows that does not hold
     */
    private record Content(
            List<JsonNode> lines, List<String> hashes, int wholeBytes, boolean isEnded, byte[] torn, boolean isBroken) {
        String head() {
            return hashes.isEmpty() ? FIRST : hashes.get(hashes.size() - 1);
        }
    }
}
