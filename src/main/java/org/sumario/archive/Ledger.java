package org.sumario.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.sumario.model.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The append-only record of loads and releases: one JSON object per line of {@code ledger.jsonl}, each with the SHA-256 of the line
 * before in {@code previous_sha256} (64 zeros in the first). Appending is on disk when it returns.
 */
public final class Ledger {
    private static final String BEGINNING = "0".repeat(64);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    public Ledger(Path warehouse) {
        this.file = warehouse.resolve("ledger.jsonl");
    }

    /**
     * Every line, oldest first.
     *
     * @throws Refused when a line does not follow from the one before
     */
    public List<JsonNode> lines() {
        List<JsonNode> lines = new ArrayList<>();
        String previous = BEGINNING;
        for (String line : text().lines().toList()) {
            JsonNode json = JSON.readTree(line);
            if (!json.path("previous_sha256").asString("").equals(previous)) {
                throw new Refused("LEDGER_BROKEN", lines.size() + 1);
            }
            previous = sha256(line);
            lines.add(json);
        }
        return lines;
    }

    /** Appends a line after setting its {@code previous_sha256}. */
    public void append(ObjectNode line) {
        String text = text();
        List<String> lines = text.lines().toList();
        line.put("previous_sha256", lines.isEmpty() ? BEGINNING : sha256(lines.get(lines.size() - 1)));
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
            Archive.sync(requireNonNull(file.toAbsolutePath().getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole lines of the file; a torn last one (a crash while appending) is moved aside, never dropped. */
    private String text() {
        try {
            if (!Files.exists(file)) {
                return "";
            }
            String text = Files.readString(file);
            int end = text.lastIndexOf('\n') + 1;
            if (end < text.length()) {
                int number = 1;
                while (Files.exists(torn(number))) {
                    number++;
                }
                Files.writeString(torn(number), text.substring(end));
                Archive.sync(torn(number));
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(text.substring(0, end).getBytes(StandardCharsets.UTF_8).length);
                    channel.force(true);
                }
            }
            return text.substring(0, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path torn(int number) {
        return file.resolveSibling("ledger.torn-" + number);
    }

    private static String sha256(String line) {
        return HexFormat.of().formatHex(Archive.newDigest().digest(line.getBytes(StandardCharsets.UTF_8)));
    }
}
