package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.audit.ProofPack;
import org.sumario.audit.ProofPack.Fault;
import org.sumario.cli.SmallWarehouse.Answer;
import org.sumario.export.SummedZip;
import org.sumario.rows.Limits;

/** A release of two publications of one year as a pack, away from its warehouse. */
class ProofPackTest {
    private static final String HEADER = "area,item,problem,advice";

    @TempDir
    static Path home;

    private static Path pack = Path.of("");
    private static Answer exported = new Answer(-1, "", "");

    /** The entries of the pack, in their order. */
    private static Map<String, byte[]> content = Map.of();

    @BeforeAll
    static void packTwoPublications() throws IOException {
        Files.createDirectories(home.resolve("jobs/codelists"));
        for (String file : List.of(
                "sample-complaints.yml",
                "mpfn-complaints.yml",
                "codelists/pe-fiscal-districts.csv",
                "codelists/pe-regions.csv")) {
            Files.copy(Path.of("jobs", file), home.resolve("jobs").resolve(file));
        }
        Files.createDirectories(home.resolve("jobs/rules"));
        try (Stream<Path> rules = Files.list(Path.of("jobs/rules"))) {
            for (Path rule : rules.toList()) {
                Files.copy(rule, home.resolve("jobs/rules").resolve(rule.getFileName()));
            }
        }
        Answer loaded = sumario("load", sample("complaints_2023_jan-may.xlsx"), sample("complaints_2023.xlsx"));
        assertThat(loaded.exitCode()).as(loaded.messages()).isZero();
        exported = sumario("export", "proof", "1", "--with-files");
        assertThat(exported.exitCode()).as(exported.messages()).isZero();
        pack = Files.createDirectory(home.resolve("elsewhere")).resolve("p.zip");
        Files.move(home.resolve("proof-1.zip"), pack);
        content = read(pack);
    }

    @Test
    void tellsWhatItWroteAndHowToAnchorIt() {
        assertThat(exported.lines())
                .hasSize(2)
                .first()
                .isEqualTo("file,release_number,figures_digest,ledger_head,entry_count,byte_count");
        assertThat(exported.lines().get(1)).contains("," + content.size() + ",").contains(head());
        assertThat(exported.messages()).contains("sumario verify proof-1.zip --head " + head());
    }

    @Test
    void holdsWhereThereIsNoWarehouse() {
        Answer answer = away("verify", pack.toString());
        assertThat(answer.exitCode()).as(answer.output()).isZero();
        assertThat(answer.lines()).containsExactly(HEADER);
        assertThat(answer.messages()).contains("Release 1: everything holds (vintages: 2", head());
        assertThat(away("verify", pack.toString(), "--lang", "es").messages()).contains("todo concuerda");
    }

    @Test
    void holdsAgainstALineThatIsKnownFromElsewhereAndNotAgainstAnother() {
        assertThat(away("verify", pack.toString(), "--head", head()).exitCode()).isZero();
        Answer other = away("verify", pack.toString(), "--head", "0".repeat(64), "--lang", "es");
        assertThat(other.exitCode()).isEqualTo(4);
        assertThat(other.output()).contains("ledger,ledger.jsonl,Ninguna línea tiene el SHA-256 000");
        assertThat(away("verify", pack.toString(), "--head", "ab").exitCode()).isEqualTo(2);
    }

    @Test
    void givesTheSameBytesTwice() throws IOException {
        assertThat(sumario("export", "proof", "1", "--with-files", "--output", "twice.zip")
                        .exitCode())
                .isZero();
        assertThat(home.resolve("twice.zip")).hasSameBinaryContentAs(pack);
        assertThat(sumario("export", "proof", "1", "--output", "without.zip").exitCode())
                .isZero();
        assertThat(read(home.resolve("without.zip")).keySet()).noneMatch(entry -> entry.startsWith("files/"));
        assertThat(away("verify", home.resolve("without.zip").toString()).exitCode())
                .isZero();
    }

    @Test
    void refusesAReleaseThatIsNoneAndAFileThatIsMissing() {
        assertThat(sumario("export", "proof", "99").exitCode()).isEqualTo(2);
        assertThat(sumario("export", "proof", "one").exitCode()).isEqualTo(2);
        assertThat(sumario("export", "proof", "1", "--output", "p.duckdb").exitCode())
                .isEqualTo(2);
        assertThat(away("verify", "nowhere.zip").exitCode()).isEqualTo(2);
    }

    @Test
    void namesEveryEntryOfWhichOneByteWasChanged() throws IOException {
        for (String entry : content.keySet()) {
            Map<String, byte[]> changed = new TreeMap<>(content);
            changed.put(entry, changed(content.get(entry)));
            assertThat(faults(changed)).as(entry).extracting(Fault::item).contains(entry);
        }
    }

    @Test
    void namesItAlsoWhereTheHashesWereMadeAnew() throws IOException {
        for (String entry : content.keySet()) {
            if (!entry.equals(SummedZip.SUMS)) {
                Map<String, byte[]> changed = new TreeMap<>(content);
                changed.put(entry, changed(content.get(entry)));
                assertThat(faults(sealed(changed)))
                        .as(entry)
                        .extracting(Fault::item)
                        .contains(entry);
            }
        }
    }

    @Test
    void findsADigitThatWasChangedInFigureAndCellAlike() throws IOException {
        Map<String, byte[]> changed = new TreeMap<>(content);
        String canonical = entry("vintages/");
        String line = text(canonical).lines().skip(1).findFirst().orElseThrow();
        String key = line.substring(0, line.lastIndexOf(',') + 1);
        for (String entry : List.of(canonical, canonical.replace("vintages/", "cells/"))) {
            changed.put(entry, text(entry).replace(key + "\"", key + "\"9").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(faults(sealed(changed)))
                .extracting(Fault::item)
                .contains(canonical, canonical.replace("vintages/", "cells/"));
    }

    @Test
    void namesWhatIsMissingAndWhatDoesNotBelongIntoIt() throws IOException {
        for (String entry : List.of("files.csv", entry("cells/"), entry("files/"), entry("jobs/"), "SHA256SUMS")) {
            Map<String, byte[]> without = new TreeMap<>(content);
            without.remove(entry);
            assertThat(faults(entry.equals(SummedZip.SUMS) ? without : sealed(without)))
                    .as(entry)
                    .extracting(Fault::item)
                    .contains(entry);
        }
        Map<String, byte[]> more = new TreeMap<>(content);
        more.put("files/note.txt", new byte[] {'x'});
        assertThat(faults(sealed(more))).extracting(Fault::item).containsExactly("files/note.txt");
    }

    @Test
    void refusesNamesThatLeadElsewhereAndEntriesThatAreThereTwice() throws IOException {
        Map<String, byte[]> more = new TreeMap<>(content);
        more.put("../evil.txt", new byte[] {'x'});
        assertThat(faults(more)).extracting(Fault::item).contains("../evil.txt");
        Map<String, byte[]> twice = new TreeMap<>(content);
        twice.put("decisions.csw", content.get("decisions.csv"));
        Path file = written(twice);
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, bytes.replace("decisions.csw", "decisions.csv"), StandardCharsets.ISO_8859_1);
        assertThat(ProofPack.check(file, null, Limits.DEFAULT).faults())
                .extracting(Fault::item)
                .containsExactly("decisions.csv");
    }

    @Test
    void refusesWhatIsNoPackOrTooLarge() throws IOException {
        Path text = Files.writeString(home.resolve("text.zip"), "no zip at all, but long enough to be one");
        Answer noZip = away("verify", text.toString());
        assertThat(noZip.exitCode()).isEqualTo(4);
        assertThat(noZip.output()).contains("pack,text.zip,\"It is no zip file");
        assertThat(faults(Map.of("a.txt", new byte[1])))
                .extracting(fault -> fault.problem().code())
                .containsExactly("PROOF_NOT_OURS");
        Map<String, byte[]> bomb = new TreeMap<>(content);
        bomb.put("vintages/bomb.csv", new byte[1 << 23]);
        assertThat(faults(bomb)).extracting(fault -> fault.problem().code()).containsExactly("PROOF_TOO_LARGE");
    }

    @Test
    void standardToolsCheckItAsItsPageSays() throws IOException, InterruptedException {
        for (String tool : List.of("sha256sum", "sort", "awk", "grep", "tail")) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin", tool)), "there is no " + tool + "; not tried");
        }
        Path folder = Files.createDirectory(home.resolve("unpacked"));
        for (Map.Entry<String, byte[]> entry : content.entrySet()) {
            Path file = folder.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        for (String page : List.of("README.md", "LEAME.md")) {
            String[] parts = text(page).split("```sh\n");
            List<String> answers = new ArrayList<>();
            for (String part : List.of(parts).subList(1, parts.length)) {
                answers.add(shell(folder, part.substring(0, part.indexOf("```"))));
            }
            assertThat(answers).hasSize(5);
            assertThat(answers.get(0))
                    .contains("figures.txt: OK")
                    .doesNotContain("FAILED")
                    .doesNotContain("disorder");
            assertThat(answers.get(1)).isEqualTo(head() + "\n");
            assertThat(text(page))
                    .contains(
                            ", " + answers.get(2).strip() + " (",
                            ", " + answers.get(3).strip() + ";");
            assertThat(answers.get(4).lines()).hasSize((int)
                    text(page).lines().filter(line -> line.startsWith("- ")).count());
        }
    }

    private static String shell(Path folder, String commands) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/sh", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(answer).isZero();
        return answer;
    }

    /** One digit is another one; where there is none, one byte; where that is none either, one more. */
    private static byte[] changed(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {'1'};
        }
        byte[] other = bytes.clone();
        for (int at = bytes.length / 2; at < bytes.length; at++) {
            if (bytes[at] >= '0' && bytes[at] <= '9') {
                other[at] = (byte) (bytes[at] == '9' ? '1' : bytes[at] + 1);
                return other;
            }
        }
        other[bytes.length / 2] ^= 1;
        return other;
    }

    private static Map<String, byte[]> sealed(Map<String, byte[]> changed) {
        Map<String, String> hashes = new TreeMap<>();
        changed.forEach((name, bytes) -> hashes.put(name, sha256(bytes)));
        hashes.remove(SummedZip.SUMS);
        Map<String, byte[]> sealed = new TreeMap<>(changed);
        sealed.put(SummedZip.SUMS, SummedZip.sums(hashes).getBytes(StandardCharsets.UTF_8));
        return sealed;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Fault> faults(Map<String, byte[]> entries) throws IOException {
        return ProofPack.check(written(entries), null, Limits.DEFAULT).faults();
    }

    private static Path written(Map<String, byte[]> entries) throws IOException {
        Path file = home.resolve("forged.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    private static Map<String, byte[]> read(Path file) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                found.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return found;
    }

    private static String entry(String beginning) {
        return content.keySet().stream()
                .filter(name -> name.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private static String text(String entry) {
        return new String(content.getOrDefault(entry, new byte[0]), StandardCharsets.UTF_8);
    }

    private static String head() {
        String last = text("ledger.jsonl")
                .lines()
                .collect(Collectors.toList())
                .get((int) text("ledger.jsonl").lines().count() - 1);
        return sha256(last.getBytes(StandardCharsets.UTF_8));
    }

    private static String sample(String name) {
        return Path.of("input", "sample-complaints", name).toAbsolutePath().toString();
    }

    /** Runs a command where there is no warehouse. */
    private static Answer away(String... arguments) {
        return new SmallWarehouse(home.resolve("elsewhere")).run(arguments);
    }

    private static Answer sumario(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--jobs", home.resolve("jobs").toString(),
                "--warehouse", home.resolve("warehouse").toString()));
        return new SmallWarehouse(home).run(all.toArray(String[]::new));
    }
}
