package org.sumario.rows;

/** Where a format's reader puts the cells of a sheet, row after row, as codes of a dictionary. */
public abstract class RowSink {
    public final Dictionary dictionary;
    public final SheetProfile profile;
    public final Limits limits;
    private final Limits.Deadline deadline;
    private int rowsUntilCheck;
    private long rowsGiven;
    private long rowsToPass;

    /** @param afterRow the row above those that are wanted; 0 for all */
    RowSink(Dictionary dictionary, Limits limits, int afterRow) {
        this.dictionary = dictionary;
        this.limits = limits;
        this.profile = new SheetProfile(afterRow);
        this.deadline = limits.deadline();
    }

    /** Whether anybody asked for a column: other cells need not be decoded, and must not enter the dictionary. */
    public abstract boolean wants(int columnIndex);

    /** The cells that come next are of these rows, more than one where the file says of a row that it is repeated. Text files do not tell. */
    public void begin(int firstRow, int lastRow) {}

    /** Whether what cells show is wanted besides what they hold. */
    public boolean wantsShown() {
        return false;
    }

    /** The code of a value that shows as this text. */
    public int codeOf(RawValue value, String shown) {
        return dictionary.codeOf(value);
    }

    /** Whether the indents of styles are wanted: they may show the level of a label, as in pivot tables. */
    public boolean wantsIndents() {
        return false;
    }

    /** The style of the cell that was given last in a column indents it by some steps; said only where that is wanted. */
    public void indented(int columnIndex, int steps) {}

    /** A cell of the row that will end next; the last one given for a column stands. Only for wanted columns. */
    public abstract void cell(int columnIndex, int code);

    /** Ends a row; answers whether more are wanted. */
    abstract boolean row(int rowNumber);

    /** Forgets the cells of the row that has not ended. */
    abstract void clearRow();

    /** Voids the rows that were given; answers false where nobody can take them back. */
    abstract boolean takeBack();

    /** Another reader begins again. Rows that nobody can take back are the same from it, and are passed over. */
    public final void restart() {
        profile.clear();
        clearRow();
        rowsGiven = takeBack() ? 0 : rowsGiven;
        rowsToPass = rowsGiven;
    }

    /** Ends a row within the limits; answers whether more are wanted. */
    public final boolean endRow(int rowNumber) {
        if (rowNumber > limits.rows()) {
            throw new LimitExceeded("rows", limits.rows());
        }
        if (--rowsUntilCheck < 0) {
            deadline.check();
            rowsUntilCheck = RowBatch.CAPACITY;
        }
        if (rowsToPass > 0) {
            rowsToPass--;
            clearRow();
            return true;
        }
        rowsGiven++;
        return row(rowNumber);
    }

    /** @throws LimitExceeded for a column beyond the limit */
    public final void checkColumn(int columnIndex) {
        if (columnIndex >= limits.columns()) {
            throw new LimitExceeded("columns", limits.columns());
        }
    }

    /** A value that no fast way to a code was found for. */
    public final void cell(int columnIndex, RawValue value) {
        checkColumn(columnIndex);
        if (wants(columnIndex)) {
            cell(columnIndex, dictionary.codeOf(value));
        }
    }
}
