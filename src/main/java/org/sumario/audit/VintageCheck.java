package org.sumario.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sumario.audit.ProofRecord.Vintage;
import org.sumario.model.CellRef;
import org.sumario.model.Delivery;
import org.sumario.warehouse.CanonicalCsv;
import org.sumario.warehouse.CellCounts;

/**
 * A vintage of a pack: its canonical CSV has the digest that the figures name, and its cells add up to it, key by key, and are those that the
 * record names. Both pass line by line beside each other, since they are sorted alike.
 */
final class VintageCheck implements AutoCloseable {
    private final PackEntries pack;
    private final Map<String, Delivery> deliveries;
    private final PlaceNames names;
    private final ProofFaults faults;
    private final Set<String> inFigures;
    private final CellCounts counts;
    private final boolean isRecordWhole;
    private final Set<String> record = new TreeSet<>();

    /** @param inFigures takes the hashes of the files that cells come from */
    /** Relations whose record has a line per vintage and sheet. */
    private static final List<String> FACTS = List.of("complaint", "case");

    VintageCheck(
            PackEntries pack,
            Map<String, Delivery> deliveries,
            PlaceNames names,
            ProofFaults faults,
            Set<String> inFigures,
            Path scratch)
            throws IOException {
        this.pack = pack;
        this.deliveries = deliveries;
        this.names = names;
        this.faults = faults;
        this.inFigures = inFigures;
        List<String> entries = FACTS.stream().map(ProofNames::record).toList();
        isRecordWhole = entries.stream().allMatch(entry -> pack.contains(entry) && !faults.names(entry));
        if (isRecordWhole) {
            for (String entry : entries) {
                // A sheet's name may hold a line feed; no line is looked for that has none of ours after it.
                record.addAll(Arrays.asList(
                        new String(pack.bytes(entry), StandardCharsets.UTF_8).split("(?<= [0-9a-f]{64})\n")));
            }
        }
        counts = new CellCounts(scratch.resolve("spilled"));
    }

    /** Checks one; empty where it could not be read to its end. */
    Optional<VintageTally> check(Vintage vintage) throws IOException {
        String canonicalEntry = ProofNames.canonical(vintage.file());
        String cellsEntry = ProofNames.cells(vintage.file());
        if (!pack.contains(canonicalEntry) || !pack.contains(cellsEntry)) {
            return Optional.empty();
        }
        counts.clear();
        MessageDigest digest = PackEntries.sha256();
        try (InputStream canonical = new DigestInputStream(pack.read(canonicalEntry), digest);
                InputStream cells = pack.read(cellsEntry)) {
            QuotedLines lines = new QuotedLines(canonical);
            Optional<CanonicalCsv> csv = csv(lines.next());
            Optional<VintageTally> tally = Optional.empty();
            Sums sums = new Sums(lines, vintage, csv.orElse(CanonicalCsv.COMPLAINT), canonicalEntry);
            if (csv.isEmpty()) {
                faults.add("vintage", canonicalEntry, "PROOF_LINE_FORM", 1);
            } else {
                tally = new Cells(vintage, csv.get(), cellsEntry, sums).check(new QuotedLines(cells));
                sums.end();
            }
            lines.drain();
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(vintage.digest())) {
                faults.add(
                        "vintage", canonicalEntry, "PROOF_DIGEST_DIFFERS", found, vintage.digest(), ProofNames.FIGURES);
            } else if (sums.difference != null && !faults.names(cellsEntry)) {
                faults.add("cells", cellsEntry, "PROOF_CELLS_DIFFER", sums.difference[0], sums.difference[1]);
            }
            return faults.names(canonicalEntry) || faults.names(cellsEntry) ? Optional.empty() : tally;
        }
    }

    private static Optional<CanonicalCsv> csv(byte @Nullable [] header) {
        return header == null
                ? Optional.empty()
                : Arrays.stream(CanonicalCsv.values())
                        .filter(csv -> csv.header().equals(new String(header, StandardCharsets.UTF_8)))
                        .findFirst();
    }

    /** Canonical lines as the sums of cells ask for them. */
    private final class Sums {
        private final QuotedLines lines;
        private final Vintage vintage;
        private final CanonicalCsv csv;
        private final String entry;
        private @Nullable QuotedLine before;
        private String @Nullable [] difference;

        Sums(QuotedLines lines, Vintage vintage, CanonicalCsv csv, String entry) {
            this.lines = lines;
            this.vintage = vintage;
            this.csv = csv;
            this.entry = entry;
        }

        void compare(VintageTally.Key key) throws IOException {
            if (difference == null) {
                String said = next().map(QuotedLine::toString).orElse("");
                if (!said.equals(key.canonical())) {
                    difference = new String[] {key.canonical(), said};
                }
            }
        }

        void end() throws IOException {
            Optional<QuotedLine> more = difference == null ? next() : Optional.empty();
            more.ifPresent(line -> difference = new String[] {"", line.toString()});
        }

        private Optional<QuotedLine> next() throws IOException {
            byte[] bytes = lines.next();
            if (bytes == null || faults.names(entry)) {
                return Optional.empty();
            }
            int keys = csv.keys().size();
            Optional<QuotedLine> line =
                    QuotedLine.parse(bytes, keys + csv.measures().size());
            if (line.isEmpty() || !hasCounts(csv, line.get())) {
                faults.add("vintage", entry, "PROOF_LINE_FORM", lines.number());
            } else if (!isOf(vintage, line.get())) {
                faults.add("vintage", entry, "PROOF_LINE_VINTAGE", lines.number(), vintage.code());
            } else if (before != null && !line.get().isBehind(before)) {
                faults.add("vintage", entry, "PROOF_LINE_ORDER", lines.number());
            }
            before = line.orElse(null);
            return line;
        }
    }

    private static boolean isOf(Vintage vintage, QuotedLine line) {
        return line.field(0).equals(vintage.sourceCode())
                && line.field(1).equals(vintage.scope())
                && line.field(2).equals(vintage.year());
    }

    private static boolean hasCounts(CanonicalCsv csv, QuotedLine line) {
        int keys = csv.keys().size();
        for (int i = 0; i < csv.measures().size(); i++) {
            boolean mayBeBlank = csv.measures().size() > 1;
            if (line.count(keys + i).isEmpty() && !(mayBeBlank && line.isBlank(keys + i))) {
                return false;
            }
        }
        return true;
    }

    /** The cells of a vintage. */
    private final class Cells {
        private final Vintage vintage;
        private final CanonicalCsv csv;
        private final String entry;
        private final Sums sums;
        private final int keys;
        private final int measures;
        private final int district;
        private final int region;
        private final int file;
        private final Map<List<String>, Integer> sheets = new HashMap<>();

        Cells(Vintage vintage, CanonicalCsv csv, String entry, Sums sums) {
            this.vintage = vintage;
            this.csv = csv;
            this.entry = entry;
            this.sums = sums;
            keys = csv.keys().size();
            measures = csv.measures().size();
            district = csv.keys().indexOf("fiscal_district_code");
            region = csv.keys().indexOf("region_code");
            file = csv.cellColumns().indexOf("file_sha256");
        }

        Optional<VintageTally> check(QuotedLines lines) throws IOException {
            VintageTally tally = new VintageTally(csv);
            byte[] header = lines.next();
            if (header == null || !new String(header, StandardCharsets.UTF_8).equals(csv.cellHeader())) {
                faults.add("cells", entry, "PROOF_LINE_FORM", 1);
                return Optional.empty();
            }
            QuotedLine before = null;
            for (byte[] bytes = lines.next(); bytes != null; bytes = lines.next()) {
                Optional<QuotedLine> cell =
                        QuotedLine.parse(bytes, csv.cellColumns().size());
                String problem = cell.isEmpty() ? "PROOF_LINE_FORM" : problem(before, cell.get());
                if (problem != null) {
                    faults.add("cells", entry, problem, lines.number(), vintage.code());
                    return Optional.empty();
                }
                before = cell.orElseThrow();
                Optional<VintageTally.Key> key = tally.add(before);
                if (key.isPresent()) {
                    sums.compare(key.get());
                }
            }
            Optional<VintageTally.Key> last = tally.end();
            if (last.isPresent()) {
                sums.compare(last.get());
            }
            if (isRecordWhole) {
                compareRecord();
            }
            return Optional.of(tally);
        }

        /** What is wrong with a cell; else it is counted. */
        private @Nullable String problem(@Nullable QuotedLine before, QuotedLine cell) {
            String sha256 = cell.field(file);
            if (!isOf(vintage, cell)) {
                return "PROOF_LINE_VINTAGE";
            }
            if (before != null && !cell.isBehind(before)) {
                return "PROOF_LINE_ORDER";
            }
            if (!deliveries.containsKey(sha256)) {
                return "PROOF_CELL_FILE";
            }
            if (!names.hold(vintage.sourceCode(), "fiscal_district", cell.field(district), cell.field(file - 2))
                    || !names.hold(vintage.sourceCode(), "region", cell.field(region), cell.field(file - 1))) {
                return "PROOF_CELL_NAME";
            }
            inFigures.add(sha256);
            int sheet = sheets.computeIfAbsent(List.of(sha256, cell.field(file + 1)), key -> sheets.size());
            return count(cell, sheet) ? null : "PROOF_LINE_FORM";
        }

        /** Whether each count has its address, in the row that the line says; then they are kept for the record. */
        private boolean count(QuotedLine cell, int sheet) {
            if (!hasCounts(csv, cell)) {
                return false;
            }
            for (int i = 0; i < measures; i++) {
                String address = cell.field(file + 3 + i);
                Optional<Long> count = cell.count(keys + i);
                Optional<CellRef> reference = CellRef.parse("", "", address);
                if (count.isEmpty()) {
                    if (!address.isEmpty()) {
                        return false;
                    }
                } else if (reference.isEmpty()
                        || !Integer.toString(reference.get().rowNumber()).equals(cell.field(file + 2))) {
                    return false;
                } else {
                    counts.add(
                            sheet, reference.get().rowNumber(), reference.get().columnIndex(), count.get());
                }
            }
            return true;
        }

        /** Its sheets with the digests of their counts are the lines that the record has for the vintage. */
        private void compareRecord() {
            Set<String> missing = new TreeSet<>(record);
            missing.removeIf(line -> !line.startsWith(vintage.code() + " "));
            List<String> others = new ArrayList<>();
            sheets.forEach((sheet, number) -> {
                Delivery delivery = deliveries.get(sheet.get(0));
                String fileName = delivery == null ? "" : delivery.fileName();
                String line =
                        String.join(" ", vintage.code(), sheet.get(0), fileName, sheet.get(1), counts.digest(number));
                if (!missing.remove(line)) {
                    others.add(fileName + "!" + sheet.get(1));
                }
            });
            others.addAll(missing);
            if (!others.isEmpty()) {
                faults.add("cells", entry, "PROOF_CELLS_RECORD", others.get(0));
            }
        }
    }

    @Override
    public void close() {
        counts.close();
    }
}
