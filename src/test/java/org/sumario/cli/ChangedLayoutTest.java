package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.cli.SmallWarehouse.Answer;

/** Where a publisher changed the columns, the check says how and proposes a change that makes the file readable. */
class ChangedLayoutTest {
    private static final String JOB = "jobs/mpfn-complaints.yml";
    private static final String HEADER =
            "periodo_denuncia,anio_denuncia,fecha_descarga,distrito_fiscal,especialidad,tipo_caso,generico,subgenerico,articulo,"
                    + "des_articulo,cantidad,ubigeo_pjfs,dpto_pjfs,prov_pjfs,dist_pjfs,fecha_corte";
    private static final String ROW =
            "ENERO - MAYO,2023,13/06/2023,LIMA SUR,PENAL,DENUNCIA,A,B,152,Secuestro,5,150142,LIMA,LIMA,LIMA,20/06/2023";

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @BeforeEach
    void copyJobs() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("jobs"))) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(file.toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    @Test
    void proposesAnAliasForAHeaderOfNearlyTheSameWords() throws IOException {
        Answer answer = check(HEADER.replace("distrito_fiscal", "distrito_fiscal_pjfs"), ROW);
        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.messages())
                .contains("\"distrito_fiscal\" seems to be named \"distrito_fiscal_pjfs\" now (column D)")
                .doesNotContain("Missing:", "New:");
        assertThat(added(answer)).containsExactly("    aliases: [\"distrito_fiscal_pjfs\"]");
        applied(answer);
    }

    @Test
    void extendsAliasesThatStandInTheJobFile() throws IOException {
        Answer answer = check(HEADER.replace("ubigeo_pjfs", "ubigeo_pjf"), ROW);
        assertThat(added(answer)).containsExactly("    aliases: [ubigeo, \"ubigeo_pjf\"]");
        applied(answer);
    }

    @Test
    void tellsARenamedColumnByItsValuesWhereTheWordsDiffer() throws IOException {
        Answer answer = check(HEADER.replace("cantidad", "nro"), ROW);
        assertThat(answer.messages()).contains("\"cantidad\" seems to be named \"nro\" now (column K): its values");
        applied(answer);
    }

    @Test
    void takesNoColumnForAnotherWhoseValuesAreOfAnotherKind() throws IOException {
        Answer answer = check(HEADER.replace("cantidad", "cantidades"), ROW.replace(",5,", ",cinco,"));
        assertThat(answer.messages())
                .contains("Missing: \"cantidad\", without which nothing can be counted")
                .contains("New: \"cantidades\"");
        assertThat(answer.output()).contains("cantidades").doesNotContain("aliases: [\"cantidades\"]");
    }

    @Test
    void letsARemovedColumnBeMissingAndIgnoresAnAddedOne() throws IOException {
        Answer answer = check(without(HEADER, 4) + ",hechos", without(ROW, 4) + ",7");
        assertThat(answer.messages()).contains("Missing: \"especialidad\"").contains("New: \"hechos\" (column P)");
        assertThat(added(answer))
                .containsExactly(
                        "    required: false",
                        "  - header: \"hechos\"  # new: say what it means, or leave it ignored",
                        "    role: ignored");
        applied(answer);
    }

    @Test
    void namesMovedColumnsAndProposesNothingForThem() throws IOException {
        UnaryOperator<String> lastFirst =
                line -> line.substring(line.lastIndexOf(',') + 1) + "," + line.substring(0, line.lastIndexOf(','));
        Answer answer = check(lastFirst.apply(HEADER).replace("especialidad", "especialidades"), lastFirst.apply(ROW));
        assertThat(answer.messages()).contains("\"fecha_corte\" stands elsewhere now (column A)");
        assertThat(added(answer)).containsExactly("    aliases: [\"especialidades\"]");
        applied(answer);
    }

    @Test
    void namesNewLabelsWithTheNearestKnownOnesAndThoseThatAreGone() throws IOException {
        Answer answer = check(HEADER.replace("cantidad", "nro"), ROW.replace("LIMA SUR", "LIMA SURR"));
        assertThat(answer.messages())
                .contains(
                        "New label \"LIMA SURR\", in no line of pe-fiscal-districts. The nearest known: LIMA-SUR LIMA SUR")
                .contains("No label of TACNA (TACNA) of pe-fiscal-districts is in the file.");
    }

    @Test
    void anAddedColumnAloneIsReadAndProposedOnDemand() throws IOException {
        Answer answer = check(HEADER + ",hechos", ROW + ",7");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.lines().get(0)).isEqualTo("what,name,found_at,text");
        assertThat(answer.messages()).contains("New: \"hechos\" (column Q)").contains("--diff");
        assertThat(answer.output()).contains("absent,fiscal_district,pe-fiscal-districts,TACNA TACNA");
        Answer proposal = run("jobs", "check", "new.csv", JOB, "--diff");
        assertThat(proposal.exitCode()).isEqualTo(3);
        assertThat(added(proposal)).hasSize(2);
        applied(proposal);
        assertThat(run("jobs", "check", "new.csv", JOB, "--diff").exitCode()).isZero();
    }

    @Test
    void proposesNothingForAFileOfAnotherKind() throws IOException {
        Answer answer = check("a,b,cantidad", "x,y,5");
        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.output()).isEmpty();
    }

    @Test
    void theRefusalNamesTheSourceThatItIsComparedWith() throws IOException {
        write(
                "Año,Clave_Ent,Entidad federativa,Bien jurídico,Tipo de delito,Subtipo de delito,Modalidad,Enero,Febrero",
                "2024,1,Sonora,a,b,c,d,5,6");
        Answer answer = run("jobs", "check", "new.csv");
        assertThat(answer.messages())
                .contains("The nearest is sesnsp-idefc")
                .contains("Compared with sesnsp-idefc, sheet new:")
                .contains("\"Entidad\" seems to be named \"Entidad federativa\"");
    }

    @Test
    void findsTheHeaderOfAReportBelowATitleThatNamesAYear() throws IOException {
        String months =
                Files.readString(Path.of("src/test/resources/quirks/20-months-across-blank-is-to-come.job.yml"));
        String years = months.substring(0, months.indexOf("columns:"))
                + "columns:\n  - {header: Delito o falta, role: dimension, name: level_1}\n"
                + "  - {across: years, role: measure, name: complaint_count}\n"
                + "  - {value: ENERO - DICIEMBRE, role: period}\n";
        Files.writeString(folder.resolve("years.yml"), years);
        write("2022,,", "Delito y falta,2021,2022\nRobo,5,6\nHurto,7,8");
        Answer answer = run("jobs", "check", "new.csv", "years.yml");
        assertThat(answer.messages())
                .contains("\"Delito o falta\" seems to be named \"Delito y falta\" now (column A)");
        assertThat(answer.output()).contains("{header: Delito o falta, aliases: [\"Delito y falta\"], role");
    }

    @Test
    void speaksSpanish() throws IOException {
        write(HEADER.replace("cantidad", "nro") + ",hechos", ROW + ",7");
        assertThat(run("jobs", "check", "new.csv", "--lang", "es").messages())
                .contains("parece llamarse ahora \"nro\"")
                .contains("Nueva: \"hechos\"");
    }

    @Test
    void proposesForFlowStyleCrlfAndAFileWithoutALastLineEnd() throws IOException {
        String job = Files.readString(folder.resolve(JOB));
        String flow = job.substring(0, job.indexOf("columns:")).replace("regions: pe-regions", "regions: pe-regions")
                + "columns:\n"
                + "  - {header: periodo_denuncia, role: period}\n  - {header: anio_denuncia, role: year}\n"
                + "  - {header: distrito_fiscal, role: dimension, name: fiscal_district, codelist: pe-fiscal-districts}\n"
                + "  - {header: especialidad, role: dimension, name: specialty}\n"
                + "  - {header: fecha_corte, role: published_date}\n"
                + "  - {header: cantidad, aliases: [], role: measure, name: complaint_count}";
        Files.write(folder.resolve(JOB), flow.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        write(
                "periodo_denuncia,anio_denuncia,distrito_fiscal,fecha_corte,cantidades,hechos",
                "ENERO - MAYO,2023,LIMA SUR,20/06/2023,5,x");
        Answer answer = run("jobs", "check", "new.csv", JOB);
        assertThat(answer.output()).contains("\\ No newline at end of file");
        applied(answer);
        assertThat(Files.readString(folder.resolve(JOB)))
                .contains("aliases: [\"cantidades\"], role")
                .contains("header: especialidad, required: false")
                .endsWith("    role: ignored\r\n");
    }

    @Test
    void explainsTheYearsOfARealSourceWhoseHeadersWereRenamed() throws IOException {
        Path real = Path.of("../shared/data/mpfn-delitos/delitos_2023.csv");
        assumeTrue(Files.isRegularFile(real), "skipped: no real publications in ../shared/data");
        String text = Files.readString(real, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String header = text.substring(0, end).toLowerCase(java.util.Locale.ROOT);
        assertThat(header).contains("especialidad").contains("cantidad");
        String changed = header.replace("especialidad", "especialidad_fiscal").replace("cantidad", "total");
        Files.writeString(folder.resolve("new.csv"), changed + text.substring(end), StandardCharsets.ISO_8859_1);
        Answer answer = run("jobs", "check", "new.csv");
        assertThat(answer.messages()).contains("\"especialidad_fiscal\"").contains("\"total\"");
        assertThat(applied(answer).lines()).contains("total,complaint_count,,1233421 = 1233421 + 0");
    }

    /** Applies a proposal by hand and checks the spreadsheet again, which the amended job file must describe. */
    private Answer applied(Answer answer) throws IOException {
        Path job = folder.resolve(JOB);
        Files.writeString(job, patched(Files.readString(job), answer.output()));
        Answer again = run("jobs", "check", "new.csv", JOB);
        assertThat(again.lines())
                .as(again.messages())
                .contains("source,mpfn-complaints,,\"Complaints of offences, Peru\"");
        assertThat(again.lines()).anyMatch(line -> line.startsWith("total,complaint_count,"));
        return again;
    }

    /** As patch does, and as strictly: every line that a hunk keeps or removes must be there. */
    private static String patched(String before, String diff) {
        List<String> old = new ArrayList<>(Arrays.asList(before.split("(?<=\n)")));
        List<String> lines = Arrays.asList(diff.split("(?<=\n)"));
        assertThat(lines.get(0)).isEqualTo("--- a/" + JOB + "\n");
        assertThat(lines.get(1)).isEqualTo("+++ b/" + JOB + "\n");
        Pattern hunk = Pattern.compile("@@ -(\\d+),(\\d+) \\+(\\d+),(\\d+) @@\n");
        StringBuilder after = new StringBuilder();
        int at = 0;
        for (int i = 2; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean isOpen = i + 1 < lines.size() && lines.get(i + 1).startsWith("\\");
            String content = isOpen ? line.substring(1, line.length() - 1) : line.substring(1);
            Matcher start = hunk.matcher(line);
            if (start.matches()) {
                while (at < Integer.parseInt(start.group(1)) - 1) {
                    after.append(old.get(at++));
                }
                assertThat(after.toString().lines().count()).isEqualTo(Long.parseLong(start.group(3)) - 1);
            } else if (line.startsWith("+")) {
                after.append(content);
            } else if (!line.startsWith("\\")) {
                assertThat(content).isEqualTo(old.get(at++));
                after.append(line.startsWith(" ") ? content : "");
            }
        }
        while (at < old.size()) {
            after.append(old.get(at++));
        }
        return after.toString();
    }

    private static List<String> added(Answer answer) {
        return answer.lines().stream()
                .filter(line -> line.startsWith("+") && !line.startsWith("+++"))
                .map(line -> line.substring(1))
                .toList();
    }

    private static String without(String line, int column) {
        List<String> fields = new ArrayList<>(List.of(line.split(",")));
        fields.remove(column);
        return String.join(",", fields);
    }

    private Answer check(String header, String row) throws IOException {
        write(header, row);
        return run("jobs", "check", "new.csv", JOB);
    }

    private void write(String header, String row) throws IOException {
        Files.writeString(folder.resolve("new.csv"), header + "\n" + row + "\n");
    }

    private Answer run(String... arguments) {
        return new SmallWarehouse(folder).run(arguments);
    }
}
