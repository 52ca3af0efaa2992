package org.sumario.model;

import java.util.List;

/**
 * Up to {@link #CAPACITY} observations as integers: keys into a delivery's labels, periods and sheets, and the counts. Ids are 1-based;
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
            "office_type",
            "subject",
            "specialised_unit",
            "seat_place_code");

    /** What is counted: complaints, or workload entries received and resolved. */
    public static final List<String> MEASURES = List.of("complaint_count", "received_count", "resolved_count");

    /** A count that an observation lacks while it has another. */
    public static final long ABSENT = -1;

    /** Where an observation stands, ahead of its dimensions. */
    public static final List<String> ADDRESS = List.of("sheet_id", "row_number", "column_index", "period_id");

    public final int[][] keys = new int[ADDRESS.size() + DIMENSIONS.size()][CAPACITY];

    /** By measure and row; those of measures that the source has not are never read. */
    public final long[][] counts = new long[MEASURES.size()][CAPACITY];

    public int size;

    /** Observations in order; {@code fill} answers false when there are no more. */
    public interface Source {
        /** The measures that the observations have, in the order of {@link #MEASURES}. */
        List<String> measures();

        boolean fill(ObservationBatch batch);
    }
}
