package org.sumario.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.sumario.model.Decision;
import org.sumario.model.Refused;
import org.sumario.pipeline.History;
import org.sumario.pipeline.KeptReleases;
import org.sumario.settings.Format;
import org.sumario.warehouse.Differences;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.Releases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Two vintages or two releases, cell by cell. */
@Command(name = "diff")
final class DiffCommand implements Callable<Integer> {
    private static final Pattern RELEASE = Pattern.compile("[0-9]{1,18}");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private SumarioCommand sumario;

    @Parameters(index = "0", paramLabel = "A", descriptionKey = "diff.a")
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private String opening;

    @Parameters(index = "1", paramLabel = "B", descriptionKey = "diff.b")
    @SuppressWarnings("NullAway.Init") // picocli fills it before the command runs
    private String closing;

    @Override
    public Integer call() throws IOException {
        boolean areReleases = RELEASE.matcher(opening).matches();
        if (areReleases != RELEASE.matcher(closing).matches()) {
            throw new Refused("DIFF_MIXED", opening, closing);
        }
        return areReleases ? releases(Long.parseLong(opening), Long.parseLong(closing)) : vintages();
    }

    private int vintages() throws IOException {
        Path current = sumario.settings().warehouse().resolve(Releases.CURRENT);
        try (ReleasedWarehouse differences = Differences.betweenVintages(current, opening, closing)) {
            return show(differences, List.of());
        }
    }

    private int releases(long from, long to) throws IOException {
        Path warehouse = sumario.settings().warehouse();
        Path before;
        Path after;
        try (ProgressDisplay progress = new ProgressDisplay(sumario)) {
            before = KeptReleases.file(warehouse, from, progress, Clock.systemUTC());
            after = KeptReleases.file(warehouse, to, progress, Clock.systemUTC());
        }
        List<Decision> decided = History.of(warehouse).decisionsBetween(from, to);
        try (ReleasedWarehouse differences = Differences.betweenReleases(before, after, decided)) {
            return show(differences, decided);
        }
    }

    private int show(ReleasedWarehouse differences, List<Decision> decided) throws IOException {
        DiffTelling telling = new DiffTelling(sumario, differences, decided);
        if (sumario.format() == Format.TABLE) {
            telling.draw();
        } else {
            sumario.print(receiver -> differences.query("from published.difference", List.of(), receiver));
            telling.tell();
        }
        return ExitCode.DONE;
    }
}
