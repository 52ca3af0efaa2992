package org.sumario.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Archive;
import org.sumario.correction.Correction;
import org.sumario.model.Delivery;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.Decidable;
import org.sumario.pipeline.History;
import org.sumario.warehouse.FindingRegister;
import org.sumario.warehouse.ReleasedWarehouse;

/** Writes a received file back with its findings marked in it, and a letter beside it; the result is a row per sheet. */
final class FindingsWorkbook {
    private static final List<String> COLUMNS =
            List.of("file", "sheet_name", "finding_count", "marked_count", "comment_count");

    private static final int NAME_LENGTH = 120;

    private final SumarioCommand sumario;
    private final Path warehouse;

    FindingsWorkbook(SumarioCommand sumario) {
        this.sumario = sumario;
        this.warehouse = sumario.settings().warehouse();
    }

    /** @param output null for a name like the file's in the current directory, where none is replaced */
    int write(String digits, @Nullable Path output) throws IOException {
        History history = History.of(warehouse);
        Delivery delivery = Decidable.named(history, DeliveryId.parse(digits));
        try (ReleasedWarehouse findings =
                FindingRegister.open(warehouse, history.received(), history.acceptedFindings())) {
            DeliveryRemarks remarks =
                    DeliveryRemarks.of(findings, delivery, sumario.messages().isSpanish());
            Correction.Received received = received(delivery);
            if (remarks.isEmpty() && received.reasons().isEmpty()) {
                throw new Refused("CORRECTION_NOTHING", delivery.fileName());
            }
            Correction correction = Correction.of(
                    received,
                    remarks,
                    sumario.settings().language(),
                    sumario.settings().limits());
            Path file = file(delivery, output, correction.ending());
            write(correction, file);
        }
        return ExitCode.DONE;
    }

    private void write(Correction correction, Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        Path letter = file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".letter.txt");
        Correction.Written written;
        try {
            written = correction.write(file, letter);
        } catch (FileSystemException e) {
            throw new Refused("EXPORT_UNWRITABLE", file, String.valueOf(e.getMessage()));
        }
        sumario.print(receiver -> {
            receiver.columns(COLUMNS);
            for (Correction.MarkedSheet sheet : written.sheets()) {
                receiver.row(Arrays.asList(
                        file, sheet.sheetName(), sheet.findingCount(), sheet.markedCount(), sheet.commentCount()));
            }
        });
        if (written.copied() != null) {
            sumario.tell(written.copied());
        }
        sumario.tell(Reason.of("EXPORT_WRITTEN", file));
        sumario.tell(Reason.of("EXPORT_WRITTEN", letter));
    }

    private Correction.Received received(Delivery delivery) {
        boolean counts = delivery.state() == Delivery.State.ACCEPTED;
        Delivery.Reasons reasons = counts ? Delivery.Reasons.NONE : delivery.reasons();
        return new Correction.Received(
                new Archive(warehouse).require(delivery.sha256(), delivery.fileName()),
                delivery.fileName(),
                delivery.sha256(),
                delivery.receivedAt(),
                sumario.messages().isSpanish() ? reasons.spanish() : reasons.english());
    }

    private Path file(Delivery delivery, @Nullable Path output, String ending) {
        if (output == null) {
            Path file = sumario.currentPath(Path.of(name(delivery.fileName()) + ".findings" + ending));
            if (Files.exists(file)) {
                throw new Refused("USAGE_FILE_EXISTS", file);
            }
            return file;
        }
        Path file = sumario.currentPath(output);
        // Also keeps a slip from replacing the warehouse itself.
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(ending) || Files.isDirectory(file)) {
            throw new Refused("USAGE_VALUE", "--output", file, "*" + ending);
        }
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new Refused("USAGE_FOLDER_MISSING", folder);
        }
        return file;
    }

    /** The name of a file, without its ending and what an archive or a system put before it, fit for any disk. */
    private static String name(String fileName) {
        String last = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('!')) + 1);
        int dot = last.lastIndexOf('.');
        String plain = (dot > 0 ? last.substring(0, dot) : last)
                .replaceAll("[^\\p{L}\\p{M}\\p{N} ._()-]", "_")
                .replaceAll("^[ .-]+", "");
        String name = plain.isBlank() ? "workbook" : plain;
        return name.substring(
                0, name.offsetByCodePoints(0, Math.min(NAME_LENGTH, name.codePointCount(0, name.length()))));
    }
}
