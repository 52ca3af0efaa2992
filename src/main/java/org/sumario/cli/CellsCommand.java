package org.sumario.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumario.input.Container;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.model.CellRef;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.rows.RawValue;
import org.sumario.rows.SheetProfile;
import org.sumario.warehouse.RowReceiver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What the reader sees in a file, without any mapping: every cell that is not blank, in order. */
@Command(name = "cells")
final class CellsCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("sheet_name", "cell", "type", "text");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Parameters(paramLabel = "FILE", descriptionKey = "cells.file")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--sheet", paramLabel = "NAME", descriptionKey = "cells.sheet")
    private @Nullable String sheet;

    @Option(names = "--shown", descriptionKey = "cells.shown")
    private boolean withShown;

    @Override
    public Integer call() throws IOException {
        Path path = sumario.currentPath(file);
        if (!Files.isRegularFile(path)) {
            throw new Refused("USAGE_FILE_MISSING", path);
        }
        if (Container.isOne(path)) {
            CellsInContainer members = new CellsInContainer(sumario, path, sheet, this::print);
            sumario.print(receiver -> {
                receiver.columns(columns());
                members.print(receiver);
            });
            return members.exitCode();
        }
        InputFile input = InputFiles.open(
                path, path.getFileName().toString(), sumario.settings().limits());
        sumario.print(receiver -> {
            receiver.columns(columns());
            print(input, "", sheet, receiver);
        });
        return ExitCode.DONE;
    }

    /** Prints the cells of one sheet or, for null, all; each sheet by its name behind a prefix. */
    private void print(InputFile input, String prefix, @Nullable String wanted, RowReceiver receiver) {
        Map<String, SheetProfile> profiles = withShown
                ? input.shownCells(
                        wanted,
                        (name, row, column, value, shown) ->
                                print(receiver, prefix + name, row, column, value, List.of(shown)))
                : input.cells(
                        wanted,
                        (name, row, column, value) -> print(receiver, prefix + name, row, column, value, List.of()));
        profiles.forEach((name, profile) -> tell(prefix + name, profile));
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>(COLUMNS);
        if (withShown) {
            columns.add("shown");
        }
        return columns;
    }

    private static void print(
            RowReceiver receiver, String sheet, int row, int column, RawValue value, List<String> shown) {
        List<@Nullable Object> values = new ArrayList<>(List.of(
                sheet,
                CellRef.columnLetters(column) + row,
                value.type().name().toLowerCase(Locale.ROOT),
                value.text()));
        values.addAll(shown);
        try {
            receiver.row(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(String name, SheetProfile profile) {
        for (SheetProfile.Note note : profile.notes()) {
            String column = note.columnIndex() < 0 ? "" : CellRef.columnLetters(note.columnIndex());
            String place = column + (note.rowNumber() == 0 ? "" : note.rowNumber());
            sumario.tell(Reason.of(
                    "SHEET_NOTE",
                    place.isEmpty() ? name : name + "!" + place,
                    sumario.messages().text(note.reason())));
        }
    }
}
