package org.sumario.warehouse;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sumario.model.Refused;
import org.sumario.model.Rule;
import org.sumario.model.Severity;
import org.sumario.model.SourceDescription;

/**
 * A DuckDB session in which the rules of a source run, one after the other, over the staging of one delivery and of what it is compared
 * with. It sees the views of {@link RuleViews} and nothing else: no other file, no network, no setting, nothing that another run would
 * answer otherwise.
 */
final class RuleSession implements AutoCloseable {
    /** Columns of a result that say where an offence stands and what it is about; any other is for the texts. */
    private static final Map<String, String> SAID = said();

    private static final Pattern INSERTED = Pattern.compile("\\{([a-z][a-z0-9_]*)\\}");
    private static final Pattern LINE =
            Pattern.compile("(?s)^(?:[A-Z][A-Za-z ]+ Error: )?(.*?)(?:\\s*LINE (\\d+):.*)?$");

    /** What makes offences of what a rule of a source selects, as this process found out; it is the same for every delivery. */
    private static final Map<List<Object>, String> OFFENCES = new ConcurrentHashMap<>();

    /** What this process found to be one select over the views, with its severity; most rules are shared between sources. */
    private static final Set<List<Object>> SELECTS = ConcurrentHashMap.newKeySet();

    final Duck duck = Duck.inMemory();
    private final SourceDescription source;
    private final int seconds;
    private boolean knowsNames;

    private RuleSession(SourceDescription source, int seconds) {
        this.source = source;
        this.seconds = seconds;
        // One: what a rule answers must not depend on which thread came first.
        duck.execute("set threads = 1");
    }

    private static Map<String, String> said() {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("sheet_name", "varchar");
        said.put("row_number", "integer");
        said.put("column_name", "varchar");
        said.put("cell", "varchar");
        said.put("raw_text", "varchar");
        said.put("about", "varchar");
        said.put("expected", "varchar");
        said.put("at_stake_count", "bigint");
        return said;
    }

    /** Over no delivery, to find out whether rules can run at all. */
    static RuleSession overNothing(SourceDescription source) {
        RuleSession session = new RuleSession(source, RuleFindings.SECONDS);
        new RuleViews(session.duck, source).layEmpty();
        session.lock(List.of());
        return session;
    }

    /** @param scratch a folder, into which the session writes what it found and nothing else */
    static RuleSession over(SourceDescription source, RuledDelivery ruled, Path scratch, int seconds) {
        RuleSession session = new RuleSession(source, seconds);
        session.duck.spillInto(scratch.resolveSibling(scratch.getFileName() + ".spilled"));
        List<Path> read = new RuleViews(session.duck, source).lay(ruled);
        FindingTables.gather(session.duck);
        session.duck.execute("set allowed_paths = " + Duck.list(read));
        session.lock(List.of(scratch));
        return session;
    }

    private void lock(List<Path> written) {
        duck.execute("set allowed_directories = " + Duck.list(written));
        duck.execute("set enable_external_access = false");
        duck.execute("set lock_configuration = true");
    }

    /**
     * Makes ready what a rule selects.
     *
     * @throws Refused {@code JOB_FILE_BAD} where that is no select over the views, or its texts name what it has not
     */
    void bind(Rule rule) {
        boolean isKnown = OFFENCES.containsKey(List.of(source, rule));
        if (!isKnown && !SELECTS.contains(List.of(rule.sql(), rule.severity()))) {
            refuseWhatIsNoSelect(rule);
            SELECTS.add(List.of(rule.sql(), rule.severity()));
        }
        duck.execute("drop view if exists parameter");
        if (!rule.parameters().isEmpty()) {
            duck.execute("create temp view parameter as select "
                    + rule.parameters().entrySet().stream()
                            .map(each -> each.getValue().toPlainString() + " as " + each.getKey())
                            .collect(Collectors.joining(", ")));
        }
        create(rule, "create or replace temp view ruled as " + rule.sql());
        if (!isKnown) {
            OFFENCES.put(List.of(source, rule), offence(rule));
        }
    }

    /** What makes offences of what a rule selects. */
    private String offence(Rule rule) {
        List<String> columns = duck.query("select column_name from (describe ruled)", result -> {
            List<String> found = new ArrayList<>();
            while (result.next()) {
                found.add(result.getString(1));
            }
            return found;
        });
        String place = SAID.entrySet().stream()
                .map(each -> (columns.contains(each.getKey()) ? each.getKey() : "null") + "::" + each.getValue()
                        + " as " + each.getKey())
                .collect(Collectors.joining(", "));
        String offence = "select " + place + ", "
                + Duck.quote(rule.severity().name().toLowerCase(Locale.ROOT)) + " as severity, "
                + Duck.quote(rule.code()) + " as code, " + sentence(rule, "en", columns) + " as advice, "
                + sentence(rule, "es", columns) + " as advice_es from ruled";
        create(rule, "create or replace temp view offence as " + offence);
        return offence;
    }

    private void refuseWhatIsNoSelect(Rule rule) {
        if (!knowsNames) {
            RuleViews.layWhatMayBeNamed(duck);
            knowsNames = true;
        }
        duck.execute("create or replace temp table said as select json_serialize_sql(" + Duck.quote(rule.sql())
                + ")::json as tree");
        String mistake = duck.query(
                "select tree->>'error_message', coalesce((tree->>'position')::integer, 0) from said"
                        + " where (tree->>'error')::boolean",
                result -> result.next() ? result.getInt(2) + " " + result.getString(1) : "");
        if (!mistake.isEmpty()) {
            int position = Integer.parseInt(mistake.substring(0, mistake.indexOf(' ')));
            int down = (int) rule.sql()
                    .substring(0, Math.min(position, rule.sql().length()))
                    .chars()
                    .filter(sign -> sign == '\n')
                    .count();
            throw rule.refusal(down, mistake.substring(mistake.indexOf(' ') + 1));
        }
        if (duck.number("select json_array_length(tree->'statements') from said") != 1) {
            throw rule.refusal(0, "a rule is one select");
        }
        String objection = duck.query(
                SqlFiles.named("rules", "objection").select(), result -> result.next() ? result.getString(1) : "");
        if (!objection.isEmpty()) {
            throw rule.refusal(0, objection);
        }
        boolean looksElsewhere =
                duck.number("select count(*) from (select unnest(tree->>'$..table_name') as name from said)"
                                + " join visible using (name) where not is_own")
                        > 0;
        if (rule.severity() == Severity.BLOCKING && looksElsewhere) {
            throw rule.refusal(
                    0, "what is blocking looks at the delivery alone, so that it holds whichever others have come");
        }
    }

    private void create(Rule rule, String view) {
        try {
            duck.execute(view);
        } catch (IllegalStateException refused) {
            Matcher told = LINE.matcher(said(refused));
            String line = told.matches() ? told.group(2) : null;
            throw rule.refusal(line == null ? 0 : Integer.parseInt(line) - 1, words(refused));
        }
    }

    private static String said(IllegalStateException refused) {
        return String.valueOf(requireNonNull(refused.getCause()).getMessage());
    }

    private static String words(IllegalStateException refused) {
        Matcher told = LINE.matcher(said(refused));
        return (told.matches() ? told.group(1) : said(refused))
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** The sentence of an offence as an expression: what stands in braces is a column of the result. */
    private static String sentence(Rule rule, String language, List<String> columns) {
        String text = rule.sentence(language);
        List<String> parts = new ArrayList<>();
        Matcher inserted = INSERTED.matcher(text);
        int end = 0;
        while (inserted.find()) {
            if (!columns.contains(inserted.group(1))) {
                throw rule.refusal(
                        0,
                        "its texts insert {" + inserted.group(1) + "}, which its select has not; it has: "
                                + String.join(", ", columns));
            }
            parts.add(Duck.quote(text.substring(end, inserted.start())));
            parts.add(inserted.group(1) + "::varchar");
            end = inserted.end();
        }
        parts.add(Duck.quote(text.substring(end)));
        return "concat(" + String.join(", ", parts) + ")";
    }

    /**
     * Adds what a rule finds.
     *
     * @throws Refused {@code RULE_TOO_SLOW} or {@code RULE_FAILED}, which name it
     */
    void run(Rule rule) {
        bind(rule);
        try {
            duck.execute(
                    "insert into found by name with offence as ("
                            + requireNonNull(OFFENCES.get(List.of(source, rule))) + "), "
                            + SqlFiles.named("rules", "rule_finding").select().replaceFirst("^with ", ""),
                    seconds);
        } catch (IllegalStateException failed) {
            if (failed.getCause() instanceof SQLTimeoutException) {
                throw new Refused("RULE_TOO_SLOW", rule.name(), rule.fileName(), rule.line(), seconds);
            }
            throw new Refused("RULE_FAILED", rule.name(), rule.fileName(), rule.line(), words(failed));
        }
    }

    /** Writes what was found. */
    void writeFindings(Path folder) {
        FindingTables.part(duck, duck.number("select coalesce(max(kind_id), 0) from own.finding"));
        FindingTables.NAMES.forEach(table -> StagingWriter.write(duck, folder, table));
    }

    @Override
    public void close() {
        duck.close();
    }
}
