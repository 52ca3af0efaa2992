package org.sumario.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.sumario.warehouse.ReleasedWarehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Read-only SQL on the current release. */
@Command(name = "query")
final class QueryCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Parameters(paramLabel = "SQL", descriptionKey = "query.sql")
    @SuppressWarnings("NullAway.Init")
    private String sql;

    @Override
    public Integer call() throws IOException {
        try (ReleasedWarehouse released =
                ReleasedWarehouse.open(sumario.settings().warehouse())) {
            sumario.print(receiver -> released.query(sql, List.of(), receiver));
        }
        return ExitCode.DONE;
    }
}
