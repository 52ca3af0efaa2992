import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A file that mutations begin from. */
record Seed(String name, byte[] bytes) {
    /** Larger ones would take the time of many smaller ones, and reach no more code. */
    private static final long MOST_BYTES = 60_000;

    private static final List<String> ENDINGS =
            List.of(".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".zip", ".gz", ".xlsb", ".bin");

    /** The files that are read in folders, in the same order everywhere. */
    static List<Seed> in(List<Path> folders) throws IOException {
        List<Seed> seeds = new ArrayList<>(OwnSeeds.all());
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Seed::isOne).sorted().toList()) {
                    seeds.add(new Seed(file.getFileName().toString(), Files.readAllBytes(file)));
                }
            }
        }
        return seeds;
    }

    private static boolean isOne(Path file) {
        try {
            long size = Files.isRegularFile(file) ? Files.size(file) : 0;
            return size > 0 && size <= MOST_BYTES && ENDINGS.stream().anyMatch(file.toString()::endsWith);
        } catch (IOException e) {
            return false;
        }
    }

    /** What it is, by its content. */
    String kind() {
        return kindOf(bytes);
    }

    static String kindOf(byte[] bytes) {
        if (bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K') {
            String head = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            return head.contains("content.xml") ? "ods" : head.contains("_rels/.rels") ? "xlsx" : "zip";
        }
        if (bytes.length > 1 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B) {
            return "gz";
        }
        return bytes.length > 1 && bytes[0] == (byte) 0xD0 && bytes[1] == (byte) 0xCF ? "xls" : "csv";
    }
}
