package org.sumario.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumario.warehouse.ReleasedWarehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Read-only SQL on the current release, or on an earlier one: what was known then. */
@Command(name = "query")
final class QueryCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Parameters(paramLabel = "SQL", descriptionKey = "query.sql")
    @SuppressWarnings("NullAway.Init")
    private String sql;

    @Option(names = "--release", paramLabel = "N", descriptionKey = "query.release")
    private @Nullable Long release;

    @Override
    public Integer call() throws IOException {
        try (ReleasedWarehouse released = OpenedRelease.of(sumario, release)) {
            sumario.print(receiver -> released.query(sql, List.of(), receiver));
        }
        return ExitCode.DONE;
    }
}
