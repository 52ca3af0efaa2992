package org.sumario.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Archive;
import org.sumario.archive.Ledger;
import org.sumario.audit.ProofPack.Checked;
import org.sumario.audit.ProofPack.Fault;
import org.sumario.audit.ProofPack.Report;
import org.sumario.audit.ProofRecord.Vintage;
import org.sumario.export.SummedZip;
import org.sumario.model.Delivery;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.rows.Broken;
import org.sumario.rows.LimitExceeded;
import org.sumario.rows.Limits;

/**
 * Checks a proof pack from its ledger outwards. The ledger names the digests of the figures, of the cells, of job files and files; what is
 * hashed is hashed again, what follows is written again. So hashes that somebody made anew beside a changed digit help nothing.
 */
final class ProofCheck {
    private static final Pattern HEAD = Pattern.compile("\"ledger_head\" : \"([0-9a-f]{64})\"");
    private static final Pattern FORMAT = Pattern.compile("\"format\" : ([0-9]{1,9}),");
    private static final int SHOWN = 160;

    private final PackEntries pack;
    private final ProofFaults faults;
    private final Path scratch;

    /** Entries whose content something else than their own hash has proven. */
    private final Set<String> proven = new TreeSet<>();

    private final Set<String> expected = new TreeSet<>(Set.of(
            SummedZip.SUMS,
            ProofNames.PAGE,
            ProofNames.SPANISH_PAGE,
            ProofNames.MANIFEST,
            ProofNames.FIGURES,
            ProofNames.RECORD,
            ProofNames.VINTAGES,
            ProofNames.FILES,
            ProofNames.DECISIONS,
            ProofNames.LEDGER));

    private ProofCheck(PackEntries pack, ProofFaults faults, Path scratch) {
        this.pack = pack;
        this.faults = faults;
        this.scratch = scratch;
    }

    /**
     * Checks it.
     *
     * @param scratch an empty folder
     */
    static Report check(Path file, @Nullable String head, Limits limits, Path scratch) throws IOException {
        ProofFaults faults = new ProofFaults();
        String name = String.valueOf(file.getFileName());
        Optional<Checked> checked = Optional.empty();
        try (PackEntries pack = PackEntries.open(file, limits, faults)) {
            checked = new ProofCheck(pack, faults, scratch).run(name, head);
        } catch (Broken damaged) {
            faults.add("pack", name, Reason.of("PROOF_NO_ZIP").with(List.of(damaged.reason())));
        } catch (LimitExceeded large) {
            faults.add(new Fault(
                    "pack",
                    name,
                    Reason.of("PROOF_TOO_LARGE", large.limit(), large.value()),
                    Reason.of("PROOF_ADVICE_LARGE", large.limit())));
        }
        return new Report(checked, faults.found());
    }

    private Optional<Checked> run(String name, @Nullable String head) throws IOException {
        if (!pack.contains(ProofNames.MANIFEST) && !pack.contains(ProofNames.LEDGER)) {
            faults.add("pack", name, "PROOF_NOT_OURS");
            return Optional.empty();
        }
        Map<String, String> listed = sums();
        String manifest = text(ProofNames.MANIFEST);
        Matcher format = FORMAT.matcher(manifest);
        if (format.find() && !format.group(1).equals(Integer.toString(ProofRecord.FORMAT))) {
            faults.add("pack", ProofNames.MANIFEST, "PROOF_FORMAT", format.group(1), ProofRecord.FORMAT);
        }
        Optional<ProofRecord> found = record(manifest, head);
        Optional<Checked> checked = Optional.empty();
        if (found.isPresent()) {
            ProofRecord record = found.get();
            long cells = check(record, manifest);
            checked = Optional.of(new Checked(
                    record.releaseNumber(),
                    record.head(),
                    pack.count(),
                    record.vintages().size(),
                    cells));
        }
        compareSums(listed, found.isPresent());
        return checked;
    }

    /** The ledger, which must hold together and end with a release; empty where it does not. */
    private Optional<ProofRecord> record(String manifest, @Nullable String head) throws IOException {
        if (!pack.contains(ProofNames.LEDGER)) {
            faults.add("pack", ProofNames.LEDGER, "PROOF_ENTRY_MISSING");
            return Optional.empty();
        }
        pack.copy(ProofNames.LEDGER, scratch.resolve(ProofNames.LEDGER));
        try {
            ProofRecord record = ProofRecord.of(scratch);
            Matcher named = HEAD.matcher(manifest);
            if (named.find() && !named.group(1).equals(record.head())) {
                faults.add("ledger", ProofNames.LEDGER, "PROOF_HEAD_DIFFERS", record.head(), named.group(1));
            }
            if (head != null && !new Ledger(scratch).examine().hashes().contains(head)) {
                faults.add(new Fault(
                        "ledger",
                        ProofNames.LEDGER,
                        Reason.of("PROOF_HEAD_UNKNOWN", head, record.head()),
                        Reason.of("PROOF_ADVICE_HEAD")));
            }
            return Optional.of(record);
        } catch (Refused refused) {
            String code = refused.reason().code().equals("LEDGER_BROKEN") ? "PROOF_LEDGER_BROKEN" : null;
            faults.add(
                    "ledger",
                    ProofNames.LEDGER,
                    code == null
                            ? refused.reason()
                            : Reason.of(code, refused.reason().arguments().get(0)));
            return Optional.empty();
        }
    }

    /** Answers how many cells there are. */
    private long check(ProofRecord record, String manifest) throws IOException {
        boolean withFiles = manifest.contains("\"with_files\" : true")
                || pack.hashes().keySet().stream().anyMatch(ProofCheck::isRaw);
        int before = faults.size();
        compare("figures", ProofNames.FIGURES, record.figures());
        if (!Archive.sha256(record.figures()).equals(record.manifest().figuresDigest())) {
            faults.add("figures", ProofNames.LEDGER, "PROOF_RELEASE_LINE", record.lineCount());
        }
        compare("figures", ProofNames.MANIFEST, record.manifest(withFiles));
        compare("record", ProofNames.RECORD, record.recordDigests());
        if (!Archive.sha256(record.recordDigests()).equals(record.manifest().recordDigest())) {
            faults.add("record", ProofNames.LEDGER, "PROOF_RELEASE_LINE", record.lineCount());
        }
        record.manifest().recordDigests().forEach((relation, digest) -> {
            expected.add(ProofNames.record(relation));
            compareHash("record", ProofNames.record(relation), digest);
        });
        compare("files", ProofNames.DECISIONS, record.decisions());
        for (Map.Entry<String, String> job : record.jobs().entrySet()) {
            expected.add(job.getKey());
            compareHash("jobs", job.getKey(), job.getValue());
        }
        boolean isWhole = faults.size() == before;
        PlaceNames names = PlaceNames.of(pack, record, scratch, faults);
        Set<String> inFigures = new TreeSet<>();
        Map<String, VintageTally> tallies = new LinkedHashMap<>();
        Map<String, Delivery> deliveries = record.deliveries();
        int beforeCells = faults.size();
        try (VintageCheck vintages = new VintageCheck(pack, deliveries, names, faults, inFigures, scratch)) {
            for (Vintage vintage : record.vintages()) {
                for (String entry : List.of(ProofNames.canonical(vintage.file()), ProofNames.cells(vintage.file()))) {
                    expected.add(entry);
                    if (!pack.contains(entry)) {
                        faults.add("vintage", entry, "PROOF_ENTRY_MISSING");
                    }
                }
                proven.add(ProofNames.canonical(vintage.file()));
                Optional<VintageTally> tally = vintages.check(vintage);
                if (tally.isPresent()) {
                    tallies.put(vintage.code(), tally.get());
                    if (isWhole) {
                        proven.add(ProofNames.cells(vintage.file()));
                    }
                }
            }
        }
        if (isWhole && faults.size() == beforeCells) {
            compareDerived(record, tallies, inFigures);
        }
        if (withFiles) {
            compareFiles(inFigures, deliveries);
        }
        Set<String> extra = new TreeSet<>(pack.hashes().keySet());
        extra.removeAll(expected);
        // Which files belong into it is not known where cells are missing.
        extra.removeIf(entry -> isRaw(entry) && faults.size() > beforeCells);
        extra.forEach(entry -> faults.add("pack", entry, "PROOF_ENTRY_EXTRA"));
        return tallies.values().stream().mapToLong(VintageTally::cellCount).sum();
    }

    private static boolean isRaw(String entry) {
        return entry.startsWith(ProofNames.RAW);
    }

    /** What follows from cells that hold. */
    private void compareDerived(ProofRecord record, Map<String, VintageTally> tallies, Set<String> inFigures)
            throws IOException {
        compare("vintage", ProofNames.VINTAGES, record.vintages(tallies));
        compare("files", ProofNames.FILES, record.files(inFigures));
        ProofPage page = new ProofPage(record, tallies);
        compare("page", ProofNames.PAGE, page.english());
        compare("page", ProofNames.SPANISH_PAGE, page.spanish());
    }

    private void compareFiles(Set<String> inFigures, Map<String, Delivery> deliveries) {
        for (String sha256 : inFigures) {
            Delivery delivery = deliveries.get(sha256);
            if (delivery != null) {
                String entry = ProofNames.file(sha256, delivery.fileName());
                expected.add(entry);
                compareHash("files", entry, sha256);
            }
        }
    }

    /** An entry whose hash stands in the ledger. */
    private void compareHash(String area, String entry, String sha256) {
        String hash = pack.hashes().get(entry);
        proven.add(entry);
        if (hash == null) {
            faults.add(area, entry, "PROOF_ENTRY_MISSING");
        } else if (!hash.equals(sha256)) {
            faults.add(area, entry, "PROOF_DIGEST_DIFFERS", hash, sha256, ProofNames.LEDGER);
        }
    }

    /** An entry that can be written again. */
    private void compare(String area, String entry, String again) throws IOException {
        String hash = pack.hashes().get(entry);
        proven.add(entry);
        if (hash == null) {
            faults.add(area, entry, "PROOF_ENTRY_MISSING");
        } else if (!hash.equals(Archive.sha256(again))) {
            List<String> said = text(entry).lines().toList();
            List<String> meant = again.lines().toList();
            int line = 0;
            while (line < said.size() && line < meant.size() && said.get(line).equals(meant.get(line))) {
                line++;
            }
            faults.add(area, entry, "PROOF_TEXT_DIFFERS", line + 1, shown(said, line), shown(meant, line));
        }
    }

    private static String shown(List<String> lines, int line) {
        String text = line < lines.size() ? lines.get(line) : "";
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** The listed hashes by entry; faults where the list is none. */
    private Map<String, String> sums() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        if (!pack.contains(SummedZip.SUMS)) {
            faults.add("pack", SummedZip.SUMS, "PROOF_ENTRY_MISSING");
            return listed;
        }
        String text = text(SummedZip.SUMS);
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            if (!line.matches("[0-9a-f]{64}  [^ ]+") || listed.put(line.substring(66), line.substring(0, 64)) != null) {
                faults.add("pack", SummedZip.SUMS, "PROOF_LINE_FORM", number);
            }
        }
        if (!faults.names(SummedZip.SUMS) && !text.equals(SummedZip.sums(listed))) {
            faults.add("pack", SummedZip.SUMS, "PROOF_LINE_ORDER", number);
        }
        return listed;
    }

    /** Where an entry that holds otherwise has another hash than the list says, the list was changed. */
    private void compareSums(Map<String, String> listed, boolean isProving) {
        if (listed.isEmpty()) {
            return;
        }
        Set<String> all = new TreeSet<>(listed.keySet());
        all.addAll(pack.hashes().keySet());
        all.remove(SummedZip.SUMS);
        for (String entry : all) {
            String said = listed.get(entry);
            String hash = pack.hashes().get(entry);
            if (said == null) {
                faults.add("pack", SummedZip.SUMS, "PROOF_SUM_MISSING", entry);
            } else if (hash == null) {
                if (!faults.names(entry)) {
                    faults.add("pack", entry, "PROOF_ENTRY_MISSING");
                }
            } else if (!said.equals(hash) && !faults.names(entry)) {
                boolean isProven = isProving && proven.contains(entry);
                faults.add("pack", isProven ? SummedZip.SUMS : entry, "PROOF_SUM_DIFFERS", entry, hash, said);
            }
        }
    }

    private String text(String entry) throws IOException {
        return pack.contains(entry) ? new String(pack.bytes(entry), StandardCharsets.UTF_8) : "";
    }
}
