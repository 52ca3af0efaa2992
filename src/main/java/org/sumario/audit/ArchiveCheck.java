package org.sumario.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sumario.archive.Archive;
import org.sumario.archive.Ledger;
import org.sumario.audit.Fault.Area;
import org.sumario.pipeline.History;
import org.sumario.pipeline.Progress;

/** Whether the archive has every file that the ledger names, each with the bytes of its hash, and nobody may write into it. */
final class ArchiveCheck {
    private final Path warehouse;
    private final Archive archive;

    /** What the ledger names, by SHA-256. */
    private final Map<String, String> names;

    private final List<Path> files;

    ArchiveCheck(Path warehouse, Ledger.Examined ledger, History history) {
        this.warehouse = warehouse;
        archive = new Archive(warehouse);
        names = names(ledger);
        history.pruned().forEach(names::remove);
        files = archive.files();
    }

    int count() {
        return files.size();
    }

    private static Map<String, String> names(Ledger.Examined ledger) {
        Map<String, String> names = new TreeMap<>();
        ledger.lines().forEach(line -> {
            line.path("deliveries")
                    .forEach(entry -> names.putIfAbsent(
                            entry.path("sha256").asString(),
                            entry.path("file_name").asString()));
            line.path("job_files")
                    .properties()
                    .forEach(file -> names.putIfAbsent(file.getValue().asString(), file.getKey()));
        });
        return names;
    }

    List<Fault> run(Progress progress) throws IOException {
        List<Fault> faults = new ArrayList<>();
        progress.begins("archive", files.size());
        for (Path file : files) {
            String item = Verification.told(warehouse, file);
            String name = file.getFileName().toString();
            if (!isInItsPlace(file, name)) {
                faults.add(Fault.of(Area.ARCHIVE, item, "VERIFY_ARCHIVE_STRANGE"));
            } else if (!archive.isIntact(name)) {
                faults.add(
                        Fault.of(Area.ARCHIVE, item, "VERIFY_ARCHIVE_CHANGED", names.getOrDefault(name, name), name));
            } else if (!Archive.isReadOnly(file)) {
                faults.add(Fault.of(Area.ARCHIVE, item, "VERIFY_WRITABLE"));
            }
            progress.advances(item);
        }
        names.forEach((sha256, name) -> {
            if (!archive.contains(sha256)) {
                faults.add(Fault.of(
                        Area.ARCHIVE,
                        Verification.told(warehouse, archive.find(sha256)),
                        "VERIFY_ARCHIVE_MISSING",
                        name,
                        sha256));
            }
        });
        return faults;
    }

    private boolean isInItsPlace(Path file, String name) {
        return name.matches("[0-9a-f]{64}") && archive.find(name).equals(file);
    }
}
