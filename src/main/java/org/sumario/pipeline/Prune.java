package org.sumario.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sumario.archive.Archive;
import org.sumario.archive.Ledger;
import org.sumario.archive.WarehouseLock;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.model.Refused;

/**
 * Takes files out of the archive that no release needs: what could not be read, what a person rejected before it was ever in the figures,
 * and what a run that died left behind. Nothing else deletes from the record, and the ledger keeps who did it and why.
 */
public final class Prune {
    private static final Set<State> OUT = Set.of(State.REJECTED, State.UNREADABLE);
    private static final Set<State> NEEDED = Set.of(State.ACCEPTED, State.DUPLICATE, State.CONFIRMING);

    private final Archive archive;
    private final Map<String, Delivery> deliveries = new TreeMap<>();
    private final Set<String> used = new HashSet<>();

    /**
     * A file of the archive that no release needs.
     *
     * @param fileName as it was received; empty where no line of the ledger tells of it
     * @param state as the ledger has it, or {@code unrecorded}
     */
    public record Prunable(String sha256, String fileName, String state, long bytes) {}

    private Prune(Path warehouse, History history) {
        archive = new Archive(warehouse);
        history.received().forEach(delivery -> deliveries.put(delivery.sha256(), delivery));
        history.loads()
                .values()
                .forEach(load -> load.path("job_files")
                        .properties()
                        .forEach(file -> used.add(file.getValue().asString())));
        history.releases()
                .forEach(release -> history.at(release.manifest().releaseNumber()).received().stream()
                        .filter(delivery -> NEEDED.contains(delivery.state()))
                        .forEach(delivery -> used.add(delivery.sha256())));
    }

    /** Everything that may be taken out. */
    public static List<Prunable> candidates(Path warehouse) {
        return new Prune(warehouse, History.of(warehouse)).candidates();
    }

    /**
     * Takes files out for ever, with what was staged from them.
     *
     * @param digits first digits of their SHA-256
     * @throws Refused {@code PRUNE_NEEDED} for one that a release needs or that waits for a decision, {@code DELIVERY_UNKNOWN},
     *     {@code DELIVERY_AMBIGUOUS}; nothing is deleted then
     */
    public static List<Prunable> run(
            Path warehouse, List<String> digits, String reason, String decidedBy, Clock clock) {
        try (WarehouseLock lock = WarehouseLock.acquire(warehouse, clock)) {
            History history = History.of(warehouse);
            Prune prune = new Prune(warehouse, history);
            List<Prunable> chosen =
                    digits.stream().map(prune::choose).distinct().toList();
            Record.appendArchivePrune(
                    new Ledger(warehouse),
                    Recovery.nextRun(warehouse, history),
                    chosen,
                    reason,
                    decidedBy,
                    clock.instant().toString());
            for (Prunable file : chosen) {
                prune.archive.delete(file.sha256());
                WarehouseFolder.staging(warehouse).stream()
                        .filter(folder -> folder.getFileName().toString().startsWith(file.sha256()))
                        .forEach(Recovery::delete);
            }
            return chosen;
        }
    }

    private List<Prunable> candidates() {
        List<Prunable> found = new ArrayList<>();
        for (Path file : archive.files()) {
            String sha256 = file.getFileName().toString();
            Delivery delivery = deliveries.get(sha256);
            if (sha256.matches("[0-9a-f]{64}")
                    && !used.contains(sha256)
                    && (delivery == null || OUT.contains(delivery.state()))) {
                found.add(new Prunable(
                        sha256,
                        delivery == null ? "" : delivery.fileName(),
                        delivery == null ? "unrecorded" : delivery.state().word(),
                        bytes(file)));
            }
        }
        return found;
    }

    private Prunable choose(String digits) {
        List<Prunable> found = candidates().stream()
                .filter(file -> file.sha256().startsWith(digits))
                .toList();
        if (found.size() > 1) {
            throw new Refused(
                    "DELIVERY_AMBIGUOUS",
                    digits,
                    String.join(", ", found.stream().map(Prunable::sha256).toList()));
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        throw deliveries.values().stream()
                .filter(delivery -> delivery.sha256().startsWith(digits) && archive.contains(delivery.sha256()))
                .findFirst()
                .map(delivery -> new Refused(
                        "PRUNE_NEEDED",
                        delivery.shortName(),
                        delivery.fileName(),
                        delivery.state().word()))
                .orElseGet(() -> new Refused("DELIVERY_UNKNOWN", digits));
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
