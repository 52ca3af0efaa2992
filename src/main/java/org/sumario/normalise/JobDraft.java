package org.sumario.normalise;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sumario.input.InputFile;
import org.sumario.jobs.ColumnRole.Dimension;
import org.sumario.model.Codelist;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;

/**
 * A job file guessed from a spreadsheet. Each guess says what it was taken from; what only a person can decide is marked TODO and told
 * apart. It is a beginning to be checked, never used by itself.
 */
public final class JobDraft {
    private final DraftedLayout layout;
    private final String fileName;

    private JobDraft(DraftedLayout layout, String fileName) {
        this.layout = layout;
        this.fileName = fileName;
    }

    /**
     * Looks at all rows of the largest table of a spreadsheet.
     *
     * @param codelists known code lists, whose labels tell places
     * @throws Refused where no sheet shows a table, or the table has no counts
     */
    public static JobDraft of(InputFile file, String fileName, List<Codelist> codelists, Limits limits) {
        DraftTable table = DraftTable.of(file.sheets())
                .or(() -> file.showMore() ? DraftTable.of(file.sheets()) : Optional.empty())
                .orElseThrow(() -> new Refused("DRAFT_NO_TABLE", fileName));
        DraftedLayout layout = new DraftedLayout(table, DraftRows.of(file, table, limits));
        DraftTime.find(layout);
        List<DraftColumn> counts = DraftCounts.find(layout, fileName);
        DraftSums sums = new DraftSums(layout.rows(), counts, DraftNumbers.of(counts));
        Optional<DraftColumn> indented = DraftLevels.find(layout, sums);
        Set<Integer> ofTotals = DraftTotals.find(layout, sums, indented);
        DraftLabels.find(layout, codelists, ofTotals);
        DraftPlaces.find(layout, file, fileName, codelists);
        return new JobDraft(layout, fileName);
    }

    /** What the spreadsheet does not say, or says in two ways. */
    public List<Reason> doubts() {
        return layout.doubts();
    }

    /**
     * The job file.
     *
     * @param sentences the user's language
     */
    public String text(Function<Reason, String> sentences) {
        return new DraftWriter(layout, sentences).write(source(), country());
    }

    private String source() {
        String base = fileName.replaceFirst("\\.[^.]*$", "");
        String source = Texts.plain(base)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[-0-9]+|-+$", "");
        return source.isEmpty() ? "my-source" : source;
    }

    /** The country of the code lists, which begin with its code. */
    private @Nullable String country() {
        return layout.all()
                .map(drafted -> drafted.column().role())
                .filter(Dimension.class::isInstance)
                .map(role -> ((Dimension) role).codelist())
                .filter(list -> list != null && list.matches("[a-z]{2}-.*"))
                .map(list -> String.valueOf(list).substring(0, 2).toUpperCase(Locale.ROOT))
                .findFirst()
                .orElse(null);
    }
}
