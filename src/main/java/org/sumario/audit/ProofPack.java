package org.sumario.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;

/**
 * One zip for a release with all that proves its figures: their digests, canonical CSVs and cells, the ledger, job files, the files themselves.
 * It is checked without any warehouse: everything in it is hashed or written again from its ledger, whose last line an outsider may know.
 */
public final class ProofPack {
    private ProofPack() {}

    /**
     * What to pack.
     *
     * @param releaseFile the file of that release
     * @param withFiles whether every archived file that figures come from is packed too
     */
    public record Asked(Path warehouse, long releaseNumber, Path releaseFile, boolean withFiles) {}

    /**
     * What was packed.
     *
     * @param ledgerHead SHA-256 of the release's line in the ledger
     */
    public record Written(long releaseNumber, String figuresDigest, String ledgerHead, int entryCount) {}

    /**
     * Something in a pack is not as it was packed.
     *
     * @param area which part of the check found it: pack, ledger, figures, record, vintage, cells, files, jobs or page
     * @param item the entry of the pack, or the pack itself
     */
    public record Fault(String area, String item, Reason problem, Reason advice) {}

    /** What was checked, as far as it could be read. */
    public record Checked(long releaseNumber, String ledgerHead, int entryCount, int vintageCount, long cellCount) {}

    /**
     * The result of a check.
     *
     * @param checked empty where the ledger in it is none of a release
     * @param faults none where the pack holds
     */
    public record Report(Optional<Checked> checked, List<Fault> faults) {}

    /**
     * Writes a pack, checks it, and then puts it in its place, where it replaces what is there.
     *
     * @throws Refused {@code RELEASE_UNKNOWN}, {@code ARCHIVE_DIFFERS} where a file is not the one that was loaded, or {@code PROOF_BROKEN} with
     *     the first fault where the warehouse does not hold together
     */
    public static Written write(Asked asked, Path output, Limits limits) throws IOException {
        Path folder = Files.createTempDirectory("sumario-proof");
        Path part = output.resolveSibling(output.getFileName() + ".part");
        try {
            Written written = ProofWriter.write(asked, part, Files.createDirectory(folder.resolve("written")));
            List<Fault> faults = ProofCheck.check(part, null, limits, Files.createDirectory(folder.resolve("checked")))
                    .faults();
            if (!faults.isEmpty()) {
                Fault first = faults.get(0);
                throw new Refused(Reason.of("PROOF_BROKEN", asked.releaseNumber(), first.item())
                        .with(List.of(first.problem())));
            }
            Files.move(part, output, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } finally {
            Files.deleteIfExists(part);
            delete(folder);
        }
    }

    /**
     * Checks a pack.
     *
     * @param head SHA-256 of a ledger line that must be in it, known from elsewhere; null where none is
     */
    public static Report check(Path pack, @Nullable String head, Limits limits) throws IOException {
        Path folder = Files.createTempDirectory("sumario-proof");
        try {
            return ProofCheck.check(pack, head, limits, folder);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
