package org.sumario.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sumario.audit.Fault.Area;
import org.sumario.pipeline.Progress;
import org.sumario.pipeline.WarehouseFolder;
import org.sumario.warehouse.FingerprintCheck;
import org.sumario.warehouse.RuleFindings;
import org.sumario.warehouse.StagingWriter;

/** Whether staging is as it was written, and the figures fingerprints of its vintages are those of its observations. */
final class StagingCheck {
    private final Path warehouse;
    private final List<Path> folders;

    StagingCheck(Path warehouse) {
        this.warehouse = warehouse;
        folders = WarehouseFolder.staging(warehouse);
    }

    int count() {
        return folders.size();
    }

    List<Fault> run(Progress progress) {
        List<Fault> faults = new ArrayList<>();
        progress.begins("staging", folders.size());
        for (Path folder : folders) {
            String item = Verification.told(warehouse, folder);
            List<String> differing = StagingWriter.differing(folder);
            differing.forEach(name -> faults.add(Fault.of(Area.STAGING, item + "/" + name, "VERIFY_STAGING_CHANGED")));
            if (differing.isEmpty() && !RuleFindings.isOne(folder)) {
                check(folder, item, faults);
            }
            progress.advances(item);
        }
        return faults;
    }

    private static void check(Path folder, String item, List<Fault> faults) {
        try {
            FingerprintCheck.differing(folder)
                    .forEach(year -> faults.add(Fault.of(Area.STAGING, item, "VERIFY_FINGERPRINT", year)));
        } catch (IllegalStateException unreadable) {
            faults.add(Fault.of(Area.STAGING, item, "VERIFY_UNREADABLE", String.valueOf(unreadable.getMessage())));
        }
    }
}
