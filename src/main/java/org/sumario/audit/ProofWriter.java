package org.sumario.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sumario.archive.Archive;
import org.sumario.archive.Ledger;
import org.sumario.audit.ProofRecord.Vintage;
import org.sumario.export.SummedZip;
import org.sumario.model.Delivery;
import org.sumario.model.Refused;
import org.sumario.warehouse.CanonicalCsv;
import org.sumario.warehouse.ReleaseLines;
import tools.jackson.databind.JsonNode;

/** Writes a proof pack: lines pass from the release into the zip, so memory does not grow with them. */
final class ProofWriter {
    private final Archive archive;
    private final ProofRecord record;
    private final SummedZip zip;
    private final Map<String, VintageTally> tallies = new LinkedHashMap<>();
    private final Set<String> inFigures = new TreeSet<>();

    private ProofWriter(Archive archive, ProofRecord record, SummedZip zip) {
        this.archive = archive;
        this.record = record;
        this.zip = zip;
    }

    /**
     * Writes it.
     *
     * @param scratch an empty folder
     */
    static ProofPack.Written write(ProofPack.Asked asked, Path output, Path scratch) throws IOException {
        byte[] ledger = ledger(asked);
        Files.write(scratch.resolve(ProofNames.LEDGER), ledger);
        ProofRecord record = ProofRecord.of(scratch);
        try (SummedZip zip = SummedZip.create(output, record.manifest().releasedAt());
                ReleaseLines lines = ReleaseLines.of(asked.releaseFile(), scratch.resolve("spilled"))) {
            zip.add(ProofNames.LEDGER, out -> out.write(ledger));
            ProofWriter writer = new ProofWriter(new Archive(asked.warehouse()), record, zip);
            writer.write(lines, asked.withFiles());
            return new ProofPack.Written(
                    record.releaseNumber(), record.manifest().figuresDigest(), record.head(), zip.size() + 1);
        }
    }

    /** The ledger up to the line of the release, byte for byte. */
    private static byte[] ledger(ProofPack.Asked asked) {
        Ledger ledger = new Ledger(asked.warehouse());
        int count = 0;
        int index = 0;
        for (JsonNode line : ledger.lines()) {
            index++;
            if (line.path("type").asString("").equals("release")
                    && line.path("release_number").asLong() == asked.releaseNumber()) {
                count = index;
            }
        }
        if (count == 0) {
            throw new Refused("RELEASE_UNKNOWN", asked.releaseNumber());
        }
        return ledger.firstLines(count);
    }

    private void write(ReleaseLines lines, boolean withFiles) throws IOException {
        for (Map.Entry<String, String> job : record.jobs().entrySet()) {
            zip.add(job.getKey(), out -> copy(job.getValue(), job.getKey(), out));
        }
        Map<String, ReleaseLines.Vintage> known = lines.vintages();
        for (Vintage vintage : record.vintages()) {
            ReleaseLines.Vintage found = known.get(vintage.code());
            if (found == null) {
                throw new Refused("PROOF_VINTAGE_MISSING", record.releaseNumber(), vintage.code());
            }
            zip.add(ProofNames.canonical(vintage.file()), out -> {
                LineWriter writer = new LineWriter(out);
                lines.canonical(found, writer::write);
                writer.end();
            });
            zip.add(ProofNames.cells(vintage.file()), out -> writeCells(lines, vintage, found, out));
        }
        for (String relation : record.manifest().recordDigests().keySet()) {
            zip.add(ProofNames.record(relation), out -> {
                LineWriter writer = new LineWriter(out);
                lines.record(relation, writer::write);
                writer.end();
            });
        }
        zip.add(ProofNames.RECORD, record.recordDigests());
        if (withFiles) {
            writeFiles();
        }
        zip.add(ProofNames.FIGURES, record.figures());
        zip.add(ProofNames.VINTAGES, record.vintages(tallies));
        zip.add(ProofNames.FILES, record.files(inFigures));
        zip.add(ProofNames.DECISIONS, record.decisions());
        zip.add(ProofNames.MANIFEST, record.manifest(withFiles));
        ProofPage page = new ProofPage(record, tallies);
        zip.add(ProofNames.PAGE, page.english());
        zip.add(ProofNames.SPANISH_PAGE, page.spanish());
        zip.finish();
    }

    private void writeCells(ReleaseLines lines, Vintage vintage, ReleaseLines.Vintage found, OutputStream out)
            throws IOException {
        CanonicalCsv csv = found.csv();
        int fields = csv.cellColumns().size();
        int file = csv.cellColumns().indexOf("file_sha256");
        VintageTally tally = new VintageTally(csv);
        LineWriter writer = new LineWriter(out);
        String header = csv.cellHeader();
        lines.cells(found, line -> {
            byte[] bytes = writer.write(line);
            if (!line.equals(header)) {
                QuotedLine cell = QuotedLine.parse(bytes, fields).orElseThrow();
                tally.add(cell);
                inFigures.add(cell.field(file));
            }
        });
        writer.end();
        tally.end();
        tallies.put(vintage.code(), tally);
    }

    private void writeFiles() throws IOException {
        Map<String, Delivery> deliveries = record.deliveries();
        Map<String, String> names = new TreeMap<>();
        for (String sha256 : inFigures) {
            Delivery delivery = deliveries.get(sha256);
            names.put(sha256, delivery == null ? "" : delivery.fileName());
        }
        for (Map.Entry<String, String> name : names.entrySet()) {
            zip.add(ProofNames.file(name.getKey(), name.getValue()), out -> copy(name.getKey(), name.getValue(), out));
        }
    }

    private void copy(String sha256, String name, OutputStream out) throws IOException {
        Files.copy(archive.require(sha256, name), out);
    }

    /** Lines as UTF-8, each ended by a line feed. */
    private static final class LineWriter {
        private final BufferedOutputStream out;

        LineWriter(OutputStream out) {
            this.out = new BufferedOutputStream(out, 1 << 16);
        }

        byte[] write(String line) throws IOException {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            out.write(bytes);
            out.write('\n');
            return bytes;
        }

        void end() throws IOException {
            out.flush();
        }
    }
}
