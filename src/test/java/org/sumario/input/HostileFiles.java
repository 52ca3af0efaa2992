package org.sumario.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;

/** Files made to harm whoever reads them, and how our reader fares with them. */
final class HostileFiles {
    /** No file takes longer to be read or refused; the machine may be busy with other things. */
    static final Duration MOST = Duration.ofSeconds(20);

    private HostileFiles() {}

    /** Cells as {@link Parts#cells} has them, or the code of the refusal with what it names; nothing else may come. */
    static List<String> outcome(Path file) {
        return outcome(file, Limits.DEFAULT);
    }

    static List<String> outcome(Path file, Limits limits) {
        long begun = System.nanoTime();
        try {
            return Parts.cells(file, limits);
        } catch (Refused refused) {
            List<String> said = new ArrayList<>(List.of(refused.reason().code()));
            said.addAll(said(refused.reason()));
            assertThat(said.toString()).hasSizeLessThan(500).doesNotContain("null", "Exception");
            return said;
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(MOST);
        }
    }

    /** What a refusal says besides the file's name, in English. */
    static List<String> said(Reason reason) {
        List<String> said =
                new ArrayList<>(reason.arguments().subList(1, reason.arguments().size()));
        reason.details().forEach(detail -> said.add(detail.text(Locale.ENGLISH)));
        return said;
    }

    static void assertLimit(Path file, String limit) {
        assertThat(outcome(file)).startsWith("LIMIT_EXCEEDED", limit);
    }

    static void assertBroken(Path file, String said) {
        List<String> outcome = outcome(file);
        assertThat(outcome.get(0)).isEqualTo("FILE_BROKEN");
        assertThat(outcome.get(1)).contains(said);
    }

    /** The default limits but for how much a part may be inflated: what is just below it must do no harm either. */
    static Limits atAnyRatio() {
        return Limits.of((name, standard) -> name.equals("ratio") ? Integer.MAX_VALUE : standard);
    }

    /** Many pieces one after another. */
    static String many(int count, LongFunction<String> piece) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(piece.apply(i));
        }
        return all.toString();
    }

    /**
     * A zip of small parts and a huge one, in whose middle a piece of a mebibyte is repeated: as small as it can be, and made in no time. Its
     * checksum is wrong, which shows only to those who read to its end.
     */
    static Path withHugePart(
            Path file, Parts parts, String name, String before, String piece, int mebibytes, String after)
            throws IOException {
        byte[] mebibyte = piece.repeat((1 << 20) / piece.length()).getBytes(StandardCharsets.UTF_8);
        byte[] packed = flushed(mebibyte);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(flushed(before.getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < mebibytes; i++) {
            content.writeBytes(packed);
        }
        content.writeBytes(last(after.getBytes(StandardCharsets.UTF_8)));
        long size = before.length() + (long) mebibyte.length * mebibytes + after.length();
        Path small = parts.with(name, "x").write(file.resolveSibling(file.getFileName() + ".small"));
        Files.write(file, exchanged(Files.readAllBytes(small), name, content.toByteArray(), size));
        return file;
    }

    /** A zip with some parts taken from zips of their own. */
    static Path together(Path zip, java.util.Map<String, Path> others) throws IOException {
        byte[] small = Files.readAllBytes(zip);
        try (var in = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(small));
                var to = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                if (!others.containsKey(each.getName())) {
                    to.putNextEntry(new ZipEntry(each.getName()));
                    in.transferTo(to);
                }
            }
            for (var other : others.entrySet()) {
                to.putNextEntry(new ZipEntry(other.getKey()));
                try (var from = new java.util.zip.ZipInputStream(Files.newInputStream(other.getValue()))) {
                    from.getNextEntry();
                    from.transferTo(to);
                }
                Files.delete(other.getValue());
            }
        }
        return zip;
    }

    /** A zip whose member of a name has other compressed bytes. */
    private static byte[] exchanged(byte[] zip, String name, byte[] packed, long size) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        var entry = new org.apache.commons.compress.archivers.zip.ZipArchiveEntry(name);
        entry.setMethod(ZipEntry.DEFLATED);
        entry.setSize(size);
        entry.setCompressedSize(packed.length);
        entry.setCrc(1);
        try (var in = new org.apache.commons.compress.archivers.zip.ZipArchiveInputStream(
                        new java.io.ByteArrayInputStream(zip));
                var to = new org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream(out)) {
            for (var each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                if (!each.getName().equals(name)) {
                    to.putArchiveEntry(new org.apache.commons.compress.archivers.zip.ZipArchiveEntry(each.getName()));
                    in.transferTo(to);
                    to.closeArchiveEntry();
                }
            }
            to.addRawArchiveEntry(entry, new java.io.ByteArrayInputStream(packed));
        }
        return out.toByteArray();
    }

    private static byte[] flushed(byte[] bytes) {
        return deflated(bytes, Deflater.FULL_FLUSH, false);
    }

    private static byte[] last(byte[] bytes) {
        return deflated(bytes, Deflater.NO_FLUSH, true);
    }

    private static byte[] deflated(byte[] bytes, int flush, boolean isLast) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(bytes);
        if (isLast) {
            deflater.finish();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        int read = deflater.deflate(buffer, 0, buffer.length, flush);
        while (read > 0) {
            out.write(buffer, 0, read);
            read = deflater.deflate(buffer, 0, buffer.length, flush);
        }
        deflater.end();
        return out.toByteArray();
    }

    /** A zip whose parts are written piece by piece, for those that would not fit into memory. */
    interface Writing {
        void write(OutputStream out) throws IOException;
    }

    static Path zip(Path file, String name, Writing writing) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(name));
            writing.write(zip);
            zip.closeEntry();
        }
        return file;
    }
}
