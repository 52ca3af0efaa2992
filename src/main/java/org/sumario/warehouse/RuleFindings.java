package org.sumario.warehouse;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.sumario.model.Delivery;
import org.sumario.model.Refused;
import org.sumario.model.Rule;
import org.sumario.model.SourceDescription;
import org.sumario.warehouse.RuledDelivery.Compared;

/**
 * What the rules of a source find in its deliveries: for each a folder beside its staging, with findings as staging has them. Its name
 * says what it follows from, so that it stays while that does; it appears by one rename, whole or not at all.
 */
public final class RuleFindings {
    /** Enough for ten million rows on an office machine; a rule that needs more compares every row with every row. */
    public static final int SECONDS = 120;

    private static final String MARK = "-rules-";
    private static final Set<Delivery.State> NEVER_RULED = Set.of(Delivery.State.CONFIRMING, Delivery.State.UNREADABLE);

    /** Sources whose rules can run, as this process found out; binding them again would say the same. */
    private static final Set<SourceDescription> USABLE = ConcurrentHashMap.newKeySet();

    private RuleFindings() {}

    /** Whether a folder among those of staging is one of these. */
    public static boolean isOne(Path folder) {
        return isOne(folder.getFileName().toString());
    }

    static boolean isOne(String folder) {
        return folder.contains(MARK);
    }

    /** Whether a folder holds what rules found in what another one stages. */
    static boolean isBeside(String folder, String staging) {
        return folder.startsWith(staging + MARK);
    }

    /**
     * Refuses rules that cannot run.
     *
     * @throws Refused {@code JOB_FILE_BAD} with the file and the line
     */
    public static void refuseBad(List<SourceDescription> sources) {
        for (SourceDescription source : sources) {
            if (!source.ruleSet().isEmpty() && !USABLE.contains(source)) {
                try (RuleSession session = RuleSession.overNothing(source)) {
                    source.ruleSet().rules().forEach(session::bind);
                }
                USABLE.add(source);
            }
        }
    }

    /** Every staged delivery of a source with rules, and what it is compared with as things stand. */
    public static List<RuledDelivery> compare(List<SourceDescription> sources, List<Delivery> deliveries) {
        Set<String> ruled = sources.stream()
                .filter(source -> !source.ruleSet().isEmpty())
                .map(SourceDescription::sourceCode)
                .collect(Collectors.toSet());
        Map<Integer, RuledDelivery> found = new LinkedHashMap<>();
        for (int i = 0; i < deliveries.size(); i++) {
            Delivery delivery = deliveries.get(i);
            if (delivery.staging() != null
                    && ruled.contains(delivery.sourceCode())
                    && !NEVER_RULED.contains(delivery.state())) {
                found.put(i + 1, new RuledDelivery(delivery, new ArrayList<>(), new ArrayList<>()));
            }
        }
        if (found.isEmpty()) {
            return List.of();
        }
        try (Duck duck = Duck.inMemory()) {
            Staged.describeVintages(duck, sources, deliveries);
            return duck.query(SqlFiles.named("rules", "preceding").select(), result -> {
                while (result.next()) {
                    RuledDelivery compared = found.get(result.getInt("delivery_key"));
                    if (compared != null) {
                        Compared with = new Compared(
                                requireNonNull(deliveries
                                        .get(result.getInt("preceding_key") - 1)
                                        .staging()),
                                result.getString("scope"),
                                result.getInt("year"),
                                result.getInt("next_year"));
                        (result.getString("kind").equals("preceding") ? compared.preceding() : compared.yearBefore())
                                .add(with);
                    }
                }
                return List.copyOf(found.values());
            });
        }
    }

    /** The name of the folder of what is found in a delivery: it says what it follows from. */
    public static String folderName(SourceDescription source, RuledDelivery ruled) {
        MessageDigest digest = Digests.sha256();
        SqlFiles.list().stream()
                .filter(name -> name.startsWith("rules/"))
                .forEach(name -> Digests.add(digest, SqlFiles.read("/sql/" + name)));
        Digests.add(digest, source.ruleSet().toString());
        add(digest, "preceding", ruled.preceding());
        add(digest, "year_before", ruled.yearBefore());
        return requireNonNull(ruled.delivery().staging()).getFileName()
                + MARK
                + Digests.hex(digest).substring(0, 12);
    }

    private static void add(MessageDigest digest, String kind, List<Compared> compared) {
        compared.stream()
                .map(each -> kind + " " + each.staging().getFileName() + " " + each.scope() + " " + each.year() + " "
                        + each.nextYear())
                .sorted()
                .forEach(line -> Digests.add(digest, line));
    }

    /**
     * Runs the rules over a delivery and writes the folder.
     *
     * @param scratch an empty place on the same file system
     * @param seconds how long one rule may take
     * @throws Refused {@code RULE_TOO_SLOW} or {@code RULE_FAILED}
     */
    public static void write(SourceDescription source, RuledDelivery ruled, Path folder, Path scratch, int seconds) {
        try {
            Files.createDirectories(scratch);
            try (RuleSession session = RuleSession.over(source, ruled, scratch, seconds)) {
                for (Rule rule : source.ruleSet().rules()) {
                    session.run(rule);
                }
                session.writeFindings(scratch);
            }
            StagingWriter.seal(scratch, folder, FindingTables.NAMES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
