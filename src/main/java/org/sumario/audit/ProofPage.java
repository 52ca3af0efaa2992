package org.sumario.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.audit.ProofRecord.Vintage;
import org.sumario.model.Delivery;
import org.sumario.warehouse.CanonicalCsv;

/** The page of a proof pack that says how to check it, with the numbers of its release and one figure worked out. */
final class ProofPage {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z_]+)}");
    private static final String EXAMPLE = "<!-- example -->\n";
    private static final int DISTRICT = 5;

    private final ProofRecord record;
    private final Map<String, VintageTally> tallies;

    ProofPage(ProofRecord record, Map<String, VintageTally> tallies) {
        this.record = record;
        this.tallies = tallies;
    }

    String english() {
        return page("proof-1.md");
    }

    String spanish() {
        return page("proof-1_es.md");
    }

    private String page(String name) {
        String[] parts = read(name).split(EXAMPLE, 2);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("release_number", record.releaseNumber());
        values.put("released_at", record.manifest().releasedAt());
        values.put("figures_digest", record.manifest().figuresDigest());
        values.put("record_digest", record.manifest().recordDigest());
        values.put("ledger_head", record.head());
        values.put("ledger_line_count", record.lineCount());
        Optional<Vintage> shown = shown();
        shown.ifPresent(vintage -> putExample(values, vintage, requireNonNull(tallies.get(vintage.code()))));
        return fill(shown.isPresent() ? parts[0] + parts[1] : parts[0], values);
    }

    /** The current vintage with the best example; empty where none has one. */
    private Optional<Vintage> shown() {
        @Nullable Vintage best = null;
        @Nullable VintageTally bestTally = null;
        for (Vintage vintage : record.vintages()) {
            VintageTally tally = tallies.get(vintage.code());
            if (vintage.isCurrent()
                    && tally != null
                    && tally.example().isPresent()
                    && (bestTally == null || tally.isBetterExample(bestTally))) {
                best = vintage;
                bestTally = tally;
            }
        }
        return Optional.ofNullable(best);
    }

    private void putExample(Map<String, Object> values, Vintage vintage, VintageTally tally) {
        VintageTally.Key key = tally.example().orElseThrow();
        CanonicalCsv csv = tally.csv();
        int last = csv.measures().size() - 1;
        QuotedLine first = key.cells().get(0);
        values.put("vintage_code", vintage.code());
        values.put("vintage_file", vintage.file());
        values.put("measure", csv.measures().get(last));
        values.put("total", Objects.requireNonNullElse(tally.totals().get(last), 0L));
        values.put("district", first.field(DISTRICT));
        values.put("district_total", tally.ofDistrict(first.field(DISTRICT)));
        values.put("example_line", key.canonical());
        values.put("example_search", "'" + key.prefix().replace("'", "'\\''") + "'");
        values.put(
                "example_cells",
                key.cells().stream().map(cell -> told(csv, cell)).collect(Collectors.joining("\n")));
    }

    /** A cell as an item of a list: its counts, and where they stand. */
    private String told(CanonicalCsv csv, QuotedLine cell) {
        List<String> columns = csv.cellColumns();
        int keys = csv.keys().size();
        int measures = csv.measures().size();
        StringBuilder told = new StringBuilder("- ");
        for (int i = 0; i < measures; i++) {
            if (!cell.isBlank(keys + i)) {
                told.append("`")
                        .append(csv.measures().get(i))
                        .append("` ")
                        .append(cell.field(keys + i))
                        .append(": ")
                        .append(cell.field(columns.size() - measures + i))
                        .append("; ");
            }
        }
        String sha256 = cell.field(columns.indexOf("file_sha256"));
        Delivery delivery = record.deliveries().get(sha256);
        return told.append(code(cell.field(columns.indexOf("sheet_name"))))
                .append("; ")
                .append(code(delivery == null ? "" : delivery.fileName()))
                .append(" (`")
                .append(sha256)
                .append("`)")
                .toString();
    }

    /** Text of strangers within a page: it cannot end the quotation. */
    private static String code(String text) {
        return "`" + text.replace('`', '\'') + "`";
    }

    private static String fill(String template, Map<String, Object> values) {
        return PLACE.matcher(template)
                .replaceAll(
                        place -> Matcher.quoteReplacement(String.valueOf(requireNonNull(values.get(place.group(1))))));
    }

    private static String read(String name) {
        try (InputStream stream = requireNonNull(ProofPage.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
