package org.sumario.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Ledger;
import org.sumario.audit.Fault.Area;
import org.sumario.pipeline.History;
import org.sumario.pipeline.WarehouseFolder;

/** Whether the ledger holds together from its first line to its last, and is no shorter than it was. */
final class LedgerCheck {
    private static final String FILE = "ledger.jsonl";

    private LedgerCheck() {}

    static List<Fault> of(Path warehouse, Ledger.Examined ledger, History history, @Nullable String head) {
        List<Fault> faults = new ArrayList<>();
        if (!Verification.hasFile(warehouse, FILE)) {
            faults.add(Fault.of(Area.LEDGER, FILE, "VERIFY_LEDGER_MISSING"));
        }
        if (ledger.brokenLine() > 0) {
            faults.add(Fault.of(Area.LEDGER, FILE, "VERIFY_LEDGER_LINE", ledger.brokenLine()));
        }
        if (ledger.tornBytes() > 0) {
            faults.add(Fault.of(
                    Area.LEDGER,
                    FILE,
                    "VERIFY_LEDGER_TORN",
                    ledger.tornBytes(),
                    ledger.lines().size()));
        } else if (!ledger.isEnded()) {
            faults.add(Fault.of(
                    Area.LEDGER, FILE, "VERIFY_LEDGER_UNENDED", ledger.lines().size()));
        }
        if (head != null && !ledger.hashes().contains(head)) {
            faults.add(Fault.of(
                    Area.LEDGER, FILE, "VERIFY_HEAD", head, ledger.lines().size()));
        }
        if (ledger.brokenLine() == 0) {
            Set<Long> unrecorded = new TreeSet<>(WarehouseFolder.runs(warehouse));
            unrecorded.removeAll(history.runs());
            unrecorded.forEach(run -> faults.add(Fault.of(Area.LEDGER, "runs/" + run, "VERIFY_RUN_UNRECORDED", run)));
        }
        return faults;
    }
}
