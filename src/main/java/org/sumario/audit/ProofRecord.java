package org.sumario.audit;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Ledger;
import org.sumario.model.Decision;
import org.sumario.model.Delivery;
import org.sumario.model.Refused;
import org.sumario.pipeline.History;
import org.sumario.warehouse.CanonicalCsv;
import org.sumario.warehouse.Manifest;
import tools.jackson.databind.JsonNode;

/**
 * What a ledger that ends with a release says of it, and the entries of a proof pack that follow from it. Whoever checks a pack writes them
 * again and compares bytes, so that another wording here is another {@link #FORMAT}.
 */
final class ProofRecord {
    /** Of the pack; a pack of another one is not checked. */
    static final int FORMAT = 1;

    private final History.Release release;
    private final History history;
    private final List<Vintage> vintages = new ArrayList<>();
    private final String head;
    private final int lineCount;

    private ProofRecord(History.Release release, History history, List<String> hashes) {
        this.release = release;
        this.history = history;
        head = hashes.get(hashes.size() - 1);
        lineCount = hashes.size();
        List<String[]> lines = release.manifest().vintages().stream()
                .map(line -> line.split(" ", -1))
                .toList();
        if (lines.stream().anyMatch(line -> line.length != 7)) {
            throw new Refused("PROOF_RELEASE_LINE", lineCount);
        }
        List<String> files =
                ProofNames.vintages(lines.stream().map(line -> line[3]).toList());
        for (int i = 0; i < files.size(); i++) {
            String[] line = lines.get(i);
            vintages.add(new Vintage(line[0], line[1], line[2], line[3], line[4], line[5], line[6], files.get(i)));
        }
    }

    /** A vintage as a line of the figures names it, and its file in the pack. */
    record Vintage(
            String sourceCode,
            String scope,
            String year,
            String code,
            String state,
            String publishedDate,
            String digest,
            String file) {
        boolean isCurrent() {
            return state.equals("current");
        }
    }

    /**
     * Reads a folder's ledger, which ends with the line of a release.
     *
     * @throws Refused {@code LEDGER_BROKEN} where it does not hold together, {@code PROOF_LEDGER_END} where it ends otherwise,
     *     {@code PROOF_RELEASE_LINE} where that line does not hold what a release's does
     */
    static ProofRecord of(Path folder) {
        Ledger ledger = new Ledger(folder);
        List<JsonNode> lines = ledger.lines();
        boolean isEnded = !lines.isEmpty()
                && ledger.tornLine().isEmpty()
                && ledger.examine().isEnded()
                && lines.get(lines.size() - 1).path("type").asString("").equals("release");
        if (!isEnded) {
            throw new Refused("PROOF_LEDGER_END", lines.size());
        }
        try {
            History history = History.of(folder);
            History.Release release = history.current().orElseThrow();
            return new ProofRecord(release, history, ledger.examine().hashes());
        } catch (RuntimeException unreadable) {
            if (unreadable instanceof Refused) {
                throw unreadable;
            }
            // A line follows from the one before and says what no version of this program writes.
            throw new Refused("PROOF_RELEASE_LINE", lines.size());
        }
    }

    long releaseNumber() {
        return manifest().releaseNumber();
    }

    Manifest manifest() {
        return release.manifest();
    }

    History.Release release() {
        return release;
    }

    /** In the order of the figures. */
    List<Vintage> vintages() {
        return vintages;
    }

    /** SHA-256 of the ledger's last line. */
    String head() {
        return head;
    }

    int lineCount() {
        return lineCount;
    }

    /** Deliveries by hash. */
    Map<String, Delivery> deliveries() {
        Map<String, Delivery> found = new LinkedHashMap<>();
        history.received().forEach(delivery -> found.put(delivery.sha256(), delivery));
        return found;
    }

    /** SHA-256 of the job files and code lists, by entry. */
    Map<String, String> jobs() {
        Map<String, String> found = new TreeMap<>();
        release.jobFiles().forEach((path, sha256) -> found.put(ProofNames.job(path), sha256));
        return found;
    }

    /** The lines that the record digest is hashed over: a relation and its digest each. */
    String recordDigests() {
        return text(manifest().recordDigests().entrySet().stream()
                .map(relation -> relation.getKey() + " " + relation.getValue())
                .toList());
    }

    /** The lines that the figures digest is hashed over. */
    String figures() {
        return text(manifest().vintages());
    }

    String manifest(boolean withFiles) {
        Manifest manifest = manifest();
        return "{\n  \"format\" : " + FORMAT + ",\n  \"release_number\" : " + manifest.releaseNumber()
                + ",\n  \"released_at\" : \"" + manifest.releasedAt() + "\",\n  \"figures_digest\" : \""
                + manifest.figuresDigest() + "\",\n  \"record_digest\" : \"" + manifest.recordDigest()
                + "\",\n  \"set_digest\" : \"" + manifest.setDigest() + "\",\n  \"ledger_head\" : \"" + head
                + "\",\n  \"ledger_line_count\" : " + lineCount + ",\n  \"with_files\" : " + withFiles + "\n}\n";
    }

    /** A line per delivery, also of those that are not in the figures. */
    String files(Set<String> inFigures) {
        List<String> lines = new ArrayList<>();
        lines.add(QuotedLine.of(
                "sha256",
                "file_name",
                "source_code",
                "state",
                "reason",
                "reason_es",
                "received_at",
                "published_option",
                "has_cells"));
        for (Delivery delivery : history.received()) {
            lines.add(QuotedLine.of(
                    delivery.sha256(),
                    delivery.fileName(),
                    delivery.sourceCode(),
                    delivery.state().word(),
                    String.join("; ", delivery.reasons().english()),
                    String.join("; ", delivery.reasons().spanish()),
                    delivery.receivedAt(),
                    history.publishedOption(delivery.sha256())
                            .map(LocalDate::toString)
                            .orElse(""),
                    inFigures.contains(delivery.sha256())));
        }
        return text(lines);
    }

    /** The last decision of each delivery. */
    String decisions() {
        Map<String, Decision> inForce = new LinkedHashMap<>();
        for (Decision decision : history.decisions()) {
            inForce.remove(decision.sha256());
            inForce.put(decision.sha256(), decision);
        }
        List<String> lines = new ArrayList<>();
        lines.add(QuotedLine.of("sha256", "decision", "reason", "decided_by", "decided_at"));
        inForce.values()
                .forEach(decision -> lines.add(QuotedLine.of(
                        decision.sha256(),
                        decision.verdict().word(),
                        decision.reason(),
                        decision.decidedBy(),
                        decision.decidedAt())));
        return text(lines);
    }

    /** A line per vintage with what its cells come to. */
    String vintages(Map<String, VintageTally> tallies) {
        List<String> lines = new ArrayList<>();
        lines.add(QuotedLine.of(
                "vintage_code",
                "state",
                "published_date",
                "figures_digest",
                "file",
                "key_count",
                "cell_row_count",
                "complaint_count",
                "received_count",
                "resolved_count"));
        for (Vintage vintage : vintages) {
            VintageTally tally = tallies.get(vintage.code());
            if (tally != null) {
                List<@Nullable Object> fields = new ArrayList<>(List.of(
                        vintage.code(),
                        vintage.state(),
                        vintage.publishedDate(),
                        vintage.digest(),
                        vintage.file(),
                        tally.keyCount(),
                        tally.cellCount()));
                boolean isOfCases = tally.csv() == CanonicalCsv.CASE;
                fields.add(isOfCases ? null : tally.totals().get(0));
                fields.add(isOfCases ? tally.totals().get(0) : null);
                fields.add(isOfCases ? tally.totals().get(1) : null);
                lines.add(QuotedLine.of(fields));
            }
        }
        return text(lines);
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
