package org.sumario.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Ledger;
import org.sumario.audit.Fault.Area;
import org.sumario.pipeline.History;
import org.sumario.pipeline.Progress;
import org.sumario.warehouse.Manifest;
import org.sumario.warehouse.ReleaseDigests;
import org.sumario.warehouse.ReleaseDigests.Recorded;
import org.sumario.warehouse.Releases;

/**
 * Whether the releases are those that the ledger names: the released file to its last digit, the kept ones byte by byte; and whether the
 * ledger still has every release that a file tells of.
 */
final class ReleaseCheck {
    private final Path warehouse;
    private final Releases releases;
    private final Ledger.Examined ledger;
    private final History history;
    private final List<Path> kept;
    private final List<Fault> faults = new ArrayList<>();

    ReleaseCheck(Path warehouse, Ledger.Examined ledger, History history) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.history = history;
        releases = new Releases(warehouse);
        kept = releases.keptFiles();
    }

    int count() {
        return kept.size();
    }

    List<Fault> run(Path scratch, Progress progress) throws IOException {
        progress.begins("release", kept.size() + 1);
        for (Path file : kept) {
            keptFile(file);
            progress.advances(file.getFileName().toString());
        }
        releasedFile(scratch);
        progress.advances(Releases.CURRENT);
        if (ledger.brokenLine() == 0) {
            releases.differingManifests(manifests())
                    .forEach(name -> faults.add(Fault.of(Area.RELEASE, "releases/" + name, "VERIFY_MANIFEST")));
        }
        if (Verification.hasFile(warehouse, Releases.CURRENT + ".wal")) {
            faults.add(Fault.of(Area.RELEASE, Releases.CURRENT + ".wal", "VERIFY_STRAY_WAL"));
        }
        return faults;
    }

    private List<Manifest> manifests() {
        return history.releases().stream().map(History.Release::manifest).toList();
    }

    private void keptFile(Path file) throws IOException {
        String name = file.getFileName().toString();
        String item = Verification.told(warehouse, file);
        long number = Long.parseLong(name.substring(0, name.indexOf('.')));
        if (!releases.isAsWritten(file, number)) {
            faults.add(Fault.of(Area.RELEASE, item, "VERIFY_KEPT_CHANGED", number));
            return;
        }
        if (!Releases.isReadOnly(file)) {
            faults.add(Fault.of(Area.RELEASE, item, "VERIFY_WRITABLE"));
        }
        record(item, file);
    }

    private void releasedFile(Path scratch) throws IOException {
        Optional<Manifest> current = history.current().map(History.Release::manifest);
        Path file = warehouse.resolve(Releases.CURRENT);
        if (!Files.isRegularFile(file)) {
            current.ifPresent(manifest -> faults.add(
                    Fault.of(Area.RELEASE, Releases.CURRENT, "VERIFY_CURRENT_MISSING", manifest.releaseNumber())));
            return;
        }
        if (!Releases.isReadOnly(file)) {
            faults.add(Fault.of(Area.RELEASE, Releases.CURRENT, "VERIFY_WRITABLE"));
        }
        record(Releases.CURRENT, file);
        if (current.isPresent() && ledger.brokenLine() == 0) {
            Manifest manifest = current.get();
            if (!releases.isAsWritten(file, manifest.releaseNumber()) || !releases.shows(manifest)) {
                faults.add(
                        Fault.of(Area.RELEASE, Releases.CURRENT, "VERIFY_CURRENT_CHANGED", manifest.releaseNumber()));
            }
            recompute(file, manifest, scratch);
        }
    }

    private void recompute(Path file, Manifest manifest, Path scratch) {
        try {
            ReleaseDigests.recompute(file, manifest, scratch)
                    .forEach(problem -> faults.add(new Fault(Area.RELEASE, Releases.CURRENT, problem)));
        } catch (IllegalStateException unreadable) {
            faults.add(Fault.of(
                    Area.RELEASE, Releases.CURRENT, "VERIFY_UNREADABLE", String.valueOf(unreadable.getMessage())));
        }
    }

    /** What a file tells of releases must stand in the ledger; of a broken one nobody knows what it said. */
    private void record(String item, Path file) {
        if (ledger.brokenLine() > 0) {
            return;
        }
        try {
            for (Recorded recorded : ReleaseDigests.recorded(file)) {
                Optional<Manifest> known =
                        history.release(recorded.releaseNumber()).map(History.Release::manifest);
                if (known.isEmpty()) {
                    String code = item.equals(Releases.CURRENT) ? "VERIFY_LEDGER_CUT" : "VERIFY_RELEASE_UNRECORDED";
                    faults.add(Fault.of(Area.LEDGER, item, code, recorded.releaseNumber()));
                } else if (!known.get().figuresDigest().equals(recorded.figuresDigest())
                        || isOtherLedger(recorded.ledgerSha256(), known.get())) {
                    faults.add(Fault.of(Area.LEDGER, item, "VERIFY_LEDGER_OTHER", recorded.releaseNumber()));
                }
            }
        } catch (IllegalStateException unreadable) {
            faults.add(Fault.of(Area.RELEASE, item, "VERIFY_UNREADABLE", String.valueOf(unreadable.getMessage())));
        }
    }

    private boolean isOtherLedger(@Nullable String sha256, Manifest known) {
        return sha256 != null
                && !(sha256.equals(known.ledgerSha256()) && (ledger.hashes().contains(sha256) || sha256.matches("0+")));
    }
}
