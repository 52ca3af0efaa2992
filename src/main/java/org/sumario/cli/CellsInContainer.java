package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sumario.input.Container;
import org.sumario.input.InputFile;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.warehouse.RowReceiver;

/** The cells of every spreadsheet in an archive: a sheet is named {@code member!sheet}, and may be asked for by either name. */
final class CellsInContainer {
    private static final Set<String> NO_SPREADSHEET = Set.of("NOT_A_SPREADSHEET", "FILE_EMPTY");

    private final SumarioCommand sumario;
    private final Path file;
    private final String fileName;
    private final @Nullable String wanted;
    private final MemberPrinter printer;
    private final List<String> sheets = new ArrayList<>();
    private final List<Reason> refusals = new ArrayList<>();
    private boolean isPrinted;

    /** Prints the cells of an open member. */
    interface MemberPrinter {
        void print(InputFile input, String prefix, @Nullable String sheet, RowReceiver receiver);
    }

    CellsInContainer(SumarioCommand sumario, Path file, @Nullable String wanted, MemberPrinter printer) {
        this.sumario = sumario;
        this.file = file;
        this.fileName = file.getFileName().toString();
        this.wanted = wanted;
        this.printer = printer;
    }

    /**
     * Prints what can be read; what cannot is told, and the other members follow.
     *
     * @throws Refused when no member is a spreadsheet, or none has the wanted sheet
     */
    void print(RowReceiver receiver) throws IOException {
        Path scratch = Files.createTempDirectory("sumario-cells");
        try {
            Container.unpack(
                    file, fileName, sumario.settings().limits(), scratch.resolve("unpacked"), new Printing(receiver));
        } finally {
            Files.delete(scratch);
        }
        if (sheets.isEmpty() && refusals.isEmpty()) {
            throw new Refused("CONTAINER_WITHOUT_SPREADSHEET", fileName);
        }
        if (wanted != null && !isPrinted && refusals.isEmpty()) {
            throw new Refused("SHEET_MISSING", fileName, wanted, String.join(", ", sheets));
        }
    }

    int exitCode() {
        return refusals.isEmpty() ? ExitCode.DONE : ExitCode.of(refusals.get(0));
    }

    /** Opens and prints one member after the other. */
    private final class Printing implements Container.Members {
        private final RowReceiver receiver;

        Printing(RowReceiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void member(String name, Path unpacked) {
            String prefix = name.substring(fileName.length() + 1) + "!";
            try {
                InputFile input =
                        Container.openMember(unpacked, name, sumario.settings().limits());
                input.sheetNames().forEach(sheet -> sheets.add(prefix + sheet));
                String sheet = wanted != null && wanted.startsWith(prefix) ? wanted.substring(prefix.length()) : wanted;
                if (sheet == null || input.sheetNames().contains(sheet)) {
                    isPrinted = true;
                    printer.print(input, prefix, sheet, receiver);
                }
            } catch (Refused refusal) {
                if (NO_SPREADSHEET.contains(refusal.reason().code())) {
                    sumario.tell(Reason.of("LOAD_NOT_SPREADSHEET", name));
                } else {
                    refused(refusal);
                }
            }
        }

        @Override
        public void refused(Refused refusal) {
            refusals.add(refusal.reason());
            sumario.messages().print(refusal.reason());
        }
    }
}
