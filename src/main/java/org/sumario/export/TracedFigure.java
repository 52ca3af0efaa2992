package org.sumario.export;

import java.time.Instant;
import java.util.List;

/**
 * What a workbook about a traced figure says of it.
 *
 * @param asked the question as it was put
 * @param figures how many figures were asked for
 * @param vintages their codes
 * @param rules what was applied to cells, in words, with the number of cells
 * @param differing addresses of cells that do not say what the release has of them
 */
public record TracedFigure(
        String asked,
        long releaseNumber,
        Instant releasedAt,
        String figuresDigest,
        long figures,
        List<Sum> sums,
        List<String> vintages,
        List<Place> places,
        List<Rule> rules,
        List<String> differing) {

    /** A measure as published and as its cells add up, read again. */
    public record Sum(String measure, long published, long ofCells) {}

    /** Where cells stand in one sheet of a file. */
    public record Place(
            String fileName,
            String sha256,
            String sheetName,
            String measure,
            long cells,
            long sum,
            String firstCell,
            String lastCell) {}

    /** A rule in words, and how many cells it was applied to. */
    public record Rule(String words, long cells) {}
}
