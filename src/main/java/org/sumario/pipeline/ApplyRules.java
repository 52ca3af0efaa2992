package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sumario.model.Severity;
import org.sumario.model.SourceDescription;
import org.sumario.warehouse.RuleFindings;
import org.sumario.warehouse.RuledDelivery;
import org.sumario.warehouse.StagingWriter;

/** Has the rules of job files run over every delivery whose findings by them are not there yet, as things stand. */
final class ApplyRules {
    private final LoadState state;

    ApplyRules(LoadState state) {
        this.state = state;
    }

    /** Only those of sources of which a rule may hold a delivery: before guards. */
    void runThatHold() {
        run(source -> source.ruleSet().rules().stream().anyMatch(rule -> rule.severity() == Severity.BLOCKING));
    }

    void run() {
        run(source -> true);
    }

    private void run(Predicate<SourceDescription> chosen) {
        Map<String, SourceDescription> sources = state.sources().stream()
                .filter(chosen)
                .collect(Collectors.toMap(SourceDescription::sourceCode, Function.identity()));
        List<RuledDelivery> wanted = RuleFindings.compare(List.copyOf(sources.values()), state.allDeliveries());
        Map<String, Path> folders = new HashMap<>();
        for (RuledDelivery ruled : wanted) {
            state.stopIfWanted();
            SourceDescription source =
                    requireNonNull(sources.get(requireNonNull(ruled.delivery().sourceCode())));
            Path folder = state.derivedFolder(RuleFindings.folderName(source, ruled));
            if (!StagingWriter.isWhole(folder)) {
                Recovery.delete(folder);
                RuleFindings.write(
                        source, ruled, folder, state.scratch(UUID.randomUUID().toString()), RuleFindings.SECONDS);
            }
            folders.put(ruled.delivery().sha256(), folder);
        }
        state.deliveries = state.deliveries.stream()
                .map(received -> received.with(received.delivery()
                        .ruledIn(folders.get(received.delivery().sha256()))))
                .toList();
    }
}
