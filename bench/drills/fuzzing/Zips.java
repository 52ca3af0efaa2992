import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Zips taken apart and put together again, with checksums that are right: a mutation within a part is then read, not refused. */
final class Zips {
    private static final int MOST_BYTES = 1 << 20;

    private Zips() {}

    /** The parts by name; empty for what is no zip, or one too large. */
    static Map<String, byte[]> parts(byte[] zip) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        long total = 0;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] part = in.readNBytes(MOST_BYTES);
                total += part.length;
                if (total >= MOST_BYTES) {
                    return Map.of();
                }
                parts.put(entry.getName(), part);
            }
            return parts;
        } catch (IOException | IllegalArgumentException e) {
            return Map.of();
        }
    }

    /** @param stored how many of the first parts are not compressed */
    static byte[] zip(Map<String, byte[]> parts, int stored) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            int number = 0;
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                if (number++ < stored) {
                    CRC32 checksum = new CRC32();
                    checksum.update(part.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(part.getValue().length);
                    entry.setCrc(checksum.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
