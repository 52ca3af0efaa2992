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
import org.jspecify.annotations.Nullable;
import org.sumario.model.Refused;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The append-only record {@code ledger.jsonl}: one JSON object per line, each with the SHA-256 of the line before in
 * {@code previous_sha256}, so that no line can be changed, left out or moved unseen.
 *
 * <p>A crash while appending leaves a torn last line. Reading leaves it out and tells of it; the next append, which happens under
 * the {@link WarehouseLock}, first moves its bytes to {@code ledger.torn-1} (and so on) beside the ledger. A reader moves nothing:
 * what looks torn to it may be a line that a running load is about to finish.
 */
public final class Ledger {
    private static final String PREVIOUS = "previous_sha256";
    private static final String FIRST = "0".repeat(64);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    public Ledger(Path warehouse) {
        this.file = warehouse.resolve("ledger.jsonl");
    }

    /**
     * Every whole line in order.
     *
     * @throws Refused {@code LEDGER_BROKEN} with the first line (from 1) that is no JSON object or does not follow the line before
     */
    public List<JsonNode> lines() {
        return read().lines();
    }

    /** The last line as far as it got, when a crash tore it and nothing has been appended since. */
    public Optional<String> tornLine() {
        byte[] torn = read().torn();
        return torn.length == 0 ? Optional.empty() : Optional.of(new String(torn, StandardCharsets.UTF_8));
    }

    /**
     * Adds a line and syncs it to disk. The caller holds the {@link WarehouseLock}. The given object stays as it is.
     *
     * @throws Refused {@code LEDGER_BROKEN} when the ledger does not hold together: nothing is built upon a broken chain
     */
    public void append(ObjectNode line) {
        Content content = read();
        ObjectNode chained = line.deepCopy();
        chained.put(PREVIOUS, content.lastSha256());
        byte[] bytes = (JSON.writeValueAsString(chained) + "\n").getBytes(StandardCharsets.UTF_8);
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

    private Content read() {
        byte[] bytes;
        try {
            bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<JsonNode> lines = new ArrayList<>();
        String previous = FIRST;
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            boolean isEnded = end < bytes.length;
            boolean isLast = end + 1 >= bytes.length;
            byte[] line = Arrays.copyOfRange(bytes, start, end);
            ObjectNode object = isEnded ? parse(line) : null;
            if (object == null && isLast) {
                break;
            }
            if (object == null || !previous.equals(object.path(PREVIOUS).asString(""))) {
                throw new Refused("LEDGER_BROKEN", lines.size() + 1);
            }
            lines.add(object);
            previous = Sha256.of(line);
            start = end + 1;
        }
        return new Content(lines, previous, start, Arrays.copyOfRange(bytes, start, bytes.length));
    }

    private static @Nullable ObjectNode parse(byte[] line) {
        try {
            return JSON.readTree(line) instanceof ObjectNode object ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private record Content(List<JsonNode> lines, String lastSha256, int wholeBytes, byte[] torn) {}
}
