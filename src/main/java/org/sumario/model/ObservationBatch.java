package org.sumario.model;

import java.util.List;

/**
 * Up to {@link #CAPACITY} observations as integers: keys into a delivery's labels, periods and sheets, and the count. Ids are 1-based;
 * 0 is unknown, −1 not applicable.
 */
public final class ObservationBatch {
    public static final int CAPACITY = 2048;

    /** The dimensions of an observation, in the order of their columns. */
    public static final List<String> DIMENSIONS = List.of(
            "fiscal_district",
            "region",
            "level_1",
            "level_2",
            "level_3",
            "level_4",
            "article",
            "specialty",
            "case_type",
            "seat_place_code");

    /** Where an observation stands, ahead of its dimensions. */
    public static final List<String> ADDRESS = List.of("sheet_id", "row_number", "column_index", "period_id");

    public final int[][] keys = new int[ADDRESS.size() + DIMENSIONS.size()][CAPACITY];
    public final long[] counts = new long[CAPACITY];
    public int size;

    /** Observations in order; {@code fill} answers false when there are no more. */
    public interface Source {
        boolean fill(ObservationBatch batch);
    }
}
