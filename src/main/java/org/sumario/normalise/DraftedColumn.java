package org.sumario.normalise;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumario.jobs.CleaningRule;
import org.sumario.jobs.ColumnRole;
import org.sumario.jobs.ColumnRole.Blank;
import org.sumario.jobs.ColumnRole.Dimension;
import org.sumario.jobs.Layout.Column;
import org.sumario.jobs.Layout.Mark;
import org.sumario.jobs.Place;
import org.sumario.model.Reason;

/**
 * A column of a drafted job file.
 *
 * @param why what it was taken from
 * @param doubt what a person must decide, null where the evidence is enough
 */
record DraftedColumn(Column column, Reason why, @Nullable Reason doubt) {
    static DraftedColumn of(Place place, ColumnRole role, Reason why) {
        return new DraftedColumn(new Column(place, true, List.of(), List.of(), false, role), why, null);
    }

    /** A dimension without a code list. */
    static Dimension dimension(String name) {
        return new Dimension(name, null, Blank.NOT_APPLICABLE, 0, List.of());
    }

    DraftedColumn doubted(Reason doubt) {
        return new DraftedColumn(column, why, doubt);
    }

    /** The same with its numbers written so. */
    DraftedColumn written(List<CleaningRule> rules, List<Mark> marks) {
        return new DraftedColumn(
                new Column(column.place(), true, rules, marks, column.fillDown(), column.role()), why, doubt);
    }

    /** The same where a blank cell repeats the one above. */
    DraftedColumn filledDown() {
        return new DraftedColumn(
                new Column(column.place(), true, column.clean(), column.marks(), true, column.role()), why, doubt);
    }
}
