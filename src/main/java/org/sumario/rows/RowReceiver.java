package org.sumario.rows;

/** Takes the rows of a sheet, batch after batch. The reader reuses the batch, so a receiver copies what it keeps. */
public interface RowReceiver {
    void accept(RowBatch batch);

    /** What was given so far is void: a more thorough reader begins the sheet again. */
    void restart();
}
