package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.sumario.jobs.JobFileProposal;
import org.sumario.jobs.Layout;
import org.sumario.model.Reason;
import org.sumario.normalise.LayoutChange;
import org.sumario.normalise.LayoutChange.Difference;

/** Tells how the columns of a spreadsheet differ from the nearest layout, and prints what could be changed in the job file. */
record ChangedLayout(SumarioCommand sumario, LayoutChange change) {

    void tell() {
        Layout layout = change.job().layouts().get(change.layoutIndex());
        String source = change.job().sourceCode();
        String name = layout.name() == null ? source : source + " (" + layout.name() + ")";
        sumario.messages().print(Reason.of("LAYOUT_NEAREST", name, change.sheetName()));
        change.columns().forEach(each -> sumario.messages().print(each.asReason()));
    }

    void propose() throws IOException {
        Path file = change.job().files().get(0);
        JobFileProposal proposal = JobFileProposal.of(file);
        for (Difference each : change.columns()) {
            switch (each.kind()) {
                case RENAMED, RENAMED_BY_VALUES -> proposal.alias(change.layoutIndex(), each.index(), each.header());
                case REMOVED -> proposal.optional(change.layoutIndex(), each.index());
                case ADDED -> proposal.ignore(change.layoutIndex(), each.header());
                case NEEDED, MOVED -> {} // for a person alone, and nothing to be done
            }
        }
        String diff = proposal.diff(shown(file));
        sumario.write(diff);
        sumario.tell(Reason.of(diff.isEmpty() ? "COLUMNS_NOT_PROPOSED" : "COLUMNS_PROPOSED"));
    }

    /** Below the current directory as it is reached from there. */
    private String shown(Path file) {
        Path here = sumario.currentPath(Path.of("")).toAbsolutePath();
        Path absolute = file.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(here) ? here.relativize(absolute) : absolute.getFileName();
        return shown.toString().replace('\\', '/');
    }
}
