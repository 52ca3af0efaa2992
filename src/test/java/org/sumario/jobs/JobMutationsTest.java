package org.sumario.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.model.Reason;
import org.sumario.model.Refused;

/**
 * Good job files and code lists spoilt at random, always the same way: each is still good, or is refused with file, line and reason.
 * {@code -DargLine=-Dsumario.mutants=5000} tries that many of each file.
 */
@Tag("long")
class JobMutationsTest {
    private static final int MUTANTS = Integer.getInteger("sumario.mutants", 100);
    private static final int LONGEST_SENTENCE = 700;

    @TempDir
    Path temporary;

    private JobsFolder folder;

    @BeforeEach
    void copyGoodFiles() {
        folder = JobsFolder.copyTo(temporary);
    }

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(JobsFolder.ORIGINAL)) {
            return files.map(file -> JobsFolder.ORIGINAL.relativize(file).toString())
                    .filter(name -> name.endsWith(".yml") || name.endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    @Timeout(60)
    void refusesWhatIsNoLongerGoodWithFileLineAndReason(String name) throws IOException {
        List<String> good = Files.readAllLines(folder.file(name));
        Random random = new Random(name.hashCode());
        int refused = 0;
        for (int mutant = 0; mutant < MUTANTS; mutant++) {
            Mutation mutation = Mutation.values()[random.nextInt(Mutation.values().length)];
            List<String> lines = new ArrayList<>(good);
            int at = random.nextInt(lines.size());
            mutation.spoil(lines, at, random);
            byte[] bytes = String.join("\n", lines).concat("\n").getBytes(encoding(random));
            Files.write(folder.file(name), bytes);
            refused += isRefused(name, mutation + " near line " + (at + 1)) ? 1 : 0;
        }
        assertThat(refused).as("mutants refused").isGreaterThan(MUTANTS / 4).isLessThan(MUTANTS);
    }

    private static Charset encoding(Random random) {
        return switch (random.nextInt(30)) {
            case 0 -> StandardCharsets.ISO_8859_1;
            case 1 -> StandardCharsets.UTF_16;
            default -> StandardCharsets.UTF_8;
        };
    }

    private boolean isRefused(String name, String how) throws IOException {
        byte[] spoilt = Files.readAllBytes(folder.file(name));
        String text = new String(spoilt, StandardCharsets.UTF_8);
        try {
            JobFiles.load(folder.path());
            return false;
        } catch (Refused refused) {
            Reason reason = refused.reason();
            assertThat(reason.code()).as(how).isIn("JOB_FILE_BAD", "CODELIST_BAD");
            assertThat(files())
                    .as(how)
                    .anyMatch(file -> file.endsWith(reason.arguments().get(0)));
            if (name.endsWith(reason.arguments().get(0))) {
                assertThat(Integer.parseInt(reason.arguments().get(1)))
                        .as(how + " of\n" + text)
                        .isBetween(1, text.split("[\n\r\u0085\u2028\u2029]", -1).length);
            }
            assertThat(reason.arguments().get(2)).as(how).isNotBlank();
            for (Locale language : List.of(Locale.ENGLISH, Locale.forLanguageTag("es"))) {
                assertThat(reason.text(language))
                        .as(how)
                        .hasSizeLessThan(LONGEST_SENTENCE)
                        .doesNotContainPattern("\\p{Cntrl}");
            }
            return true;
        } catch (RuntimeException | StackOverflowError broken) {
            throw new AssertionError(name + ", " + how + ":\n" + text, broken);
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "header: especialidad; header: especialidad: x; second ': '",
                "aliases: [ubigeo]; aliases: [ubigeo; bracket [ is not closed",
                "header: especialidad; header: \"especialidad\" (fiscal); behind a closing quotation mark",
                "header: especialidad; header: *; begins with * or & needs quotes",
                "header: especialidad; header: %especialidad; no text begins with this sign",
                "scope: all; scope all; the line is no 'key: value'",
                "scope: all; scope: [all; bracket [ is not closed",
                "cron: \"0 6 16 * *\"; cron: \"0 6 16 * *; quotation mark is never closed",
                "header: especialidad; header: !!python/x especialidad; begins with ! needs quotes"
            })
    void saysWhatIsNoYamlWithoutItsJargon(String good, String bad, String says) {
        String spoilt = folder.replace("mpfn-complaints.yml", good, bad);
        Reason reason = JobsFolder.refusal(folder.file("mpfn-complaints.yml"));
        JobsFolder.assertRefused(reason, "JOB_FILE_BAD", "mpfn-complaints.yml", JobsFolder.lineOf(spoilt, bad), says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: "})
    void namesLineOfListsNestedTooDeep(String bracket) {
        folder.replace("mpfn-complaints.yml", "scope: all", "scope: " + bracket.repeat(200));
        JobsFolder.assertRefused(
                JobsFolder.refusal(folder.file("mpfn-complaints.yml")),
                "JOB_FILE_BAD",
                "mpfn-complaints.yml",
                JobsFolder.lineOf(folder.read("mpfn-complaints.yml"), "scope: "),
                "more than 50 deep");
    }

    @ParameterizedTest
    @CsvSource({"3, 1, is unknown", "12, 2, write each of them out"})
    @Timeout(10)
    void refusesAliasesThatMultiply(int levels, int line, String says) {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level <= levels; level++) {
            bomb.append(String.format(
                    Locale.ROOT,
                    "a%d: &a%d [%s]\n",
                    level,
                    level,
                    String.format(Locale.ROOT, "*a%d, ", level - 1).repeat(9)));
        }
        folder.write("mpfn-complaints.yml", bomb + folder.read("mpfn-complaints.yml"));
        Reason reason = JobsFolder.refusal(folder.file("mpfn-complaints.yml"));
        JobsFolder.assertRefused(reason, "JOB_FILE_BAD", "mpfn-complaints.yml", line, says);
    }

    @ParameterizedTest
    @CsvSource({"mpfn-complaints.yml,Perú", "codelists/pe-regions.csv,Áncash"})
    void namesFirstLineThatIsNotUtf8(String name, String accented) throws IOException {
        String text = folder.read(name);
        Files.write(folder.file(name), text.getBytes(StandardCharsets.ISO_8859_1));
        Reason reason = JobsFolder.refusal(folder.file("mpfn-complaints.yml"));
        assertThat(reason.arguments().get(1)).isEqualTo(Integer.toString(JobsFolder.lineOf(text, accented)));
        assertThat(reason.arguments().get(2)).contains("not UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "region_basis: seat,regionbasis: seat,is it 'regionbasis'?",
        "first_year:,firstyear:,is it 'first_year'?",
        "scope: all,scope: region,write {dimension: region}",
        "country: PE,country: \"P\\0E\",P<U+0000>E"
    })
    void leadsFromSlipToWhatWasMeant(String good, String bad, String says) {
        String spoilt = folder.replace("mpfn-complaints.yml", good, bad);
        Reason reason = JobsFolder.refusal(folder.file("mpfn-complaints.yml"));
        JobsFolder.assertRefused(reason, "JOB_FILE_BAD", "mpfn-complaints.yml", JobsFolder.lineOf(spoilt, bad), says);
    }
}
