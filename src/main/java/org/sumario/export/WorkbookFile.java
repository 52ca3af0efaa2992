package org.sumario.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** Where a workbook goes when it is filled: the same bytes for the same content, at once or not at all. */
final class WorkbookFile {
    private WorkbookFile() {}

    /**
     * Writes it in the place of a file.
     *
     * @param releasedAt the release tells the time, never the clock
     */
    static void write(SXSSFWorkbook workbook, String title, Instant releasedAt, Path file) throws IOException {
        POIXMLProperties.CoreProperties core =
                workbook.getXSSFWorkbook().getProperties().getCoreProperties();
        core.setCreator("Sumario");
        core.setTitle(title);
        core.setCreated(Optional.of(Date.from(releasedAt)));
        core.setModified(Optional.of(Date.from(releasedAt)));
        Path stamped = Files.createTempFile("sumario", ".xlsx");
        Path part = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (OutputStream stream = Files.newOutputStream(stamped)) {
                workbook.write(stream);
            }
            SteadyZip.copy(stamped, part, releasedAt);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(stamped);
            Files.deleteIfExists(part);
        }
    }
}
