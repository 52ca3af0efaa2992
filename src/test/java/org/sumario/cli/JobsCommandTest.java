package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.cli.SmallWarehouse.Answer;

class JobsCommandTest {
    @TempDir
    Path folder;

    @Test
    void checkRefusesAFileThatIsNotThere() {
        Answer answer = new SmallWarehouse(folder).run("jobs", "check", "none.yml", "--lang", "es");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.lines().get(1)).startsWith("none.yml,,false,");
        assertThat(answer.messages()).contains("No existe el archivo").contains("rechazados: 1");
    }

    @Test
    void checkRefusesAFolderThatIsNotThere() {
        Answer answer = new SmallWarehouse(folder).run("jobs", "check", "--jobs", "none");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.messages()).contains("There is no folder");
    }

    @Test
    void jobsMayStandBehindItsOptionAsAWordOfItsOwn() throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        for (String[] line :
                new String[][] {{"--jobs", "jobs", "jobs", "check"}, {"jobs", "check", "--jobs", "jobs"}}) {
            Answer answer = new SmallWarehouse(folder).run(line);
            assertThat(answer.messages()).contains("Job files checked: 0; refused: 0");
        }
    }

    @Test
    void checkTellsOfEveryBadFileInTheFolder() throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/a.yml"), "nonsense: 1\n");
        Files.writeString(folder.resolve("jobs/b.yaml"), "nonsense: 2\n");
        Files.writeString(folder.resolve("jobs/README.md"), "no job file");
        Answer answer = new SmallWarehouse(folder).run("jobs", "check");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.lines()).hasSize(3);
        assertThat(answer.messages()).contains("Job files checked: 2; refused: 2");
    }

    @Test
    void checkShowsWhatAJobFileMakesOfASpreadsheet() {
        String quirk = "src/test/resources/quirks/24-categories-across-with-a-row-total";
        Answer answer = here("jobs", "check", quirk + ".csv", quirk + ".job.yml");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.lines())
                .contains(
                        "column,Periodo,24-categories-across-with-a-row-total!A,\"period: 2 (01 al 31 de enero de 2023, feb-23)\"",
                        "observation,2023-01-01/2023-01-31,24-categories-across-with-a-row-total!C2,Robo · Norte · complaint_count 1",
                        "total,complaint_count,,12 = 12 + 0")
                .anyMatch(line -> line.startsWith("finding,warning TOTAL_DIFFERS,") && line.contains("!E3,"));
    }

    @Test
    void checkNamesTheKnownLabelsThatAreNearestToAnUnknownOne() throws IOException {
        Path spreadsheet = Files.writeString(
                folder.resolve("one.csv"),
                "periodo_denuncia,anio_denuncia,fecha_descarga,distrito_fiscal,especialidad,tipo_caso,generico,subgenerico,articulo,"
                        + "des_articulo,cantidad,ubigeo_pjfs,dpto_pjfs,prov_pjfs,dist_pjfs,fecha_corte\n"
                        + "ENERO - MAYO,2023,13/06/2023,LIMA SURR,PENAL,DENUNCIA,A,B,152,Secuestro,5,150142,LIMA,LIMA,LIMA,20/06/2023\n");
        Answer answer = here("jobs", "check", "jobs/mpfn-complaints.yml", spreadsheet.toString());
        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.lines())
                .anyMatch(line -> line.startsWith("unmapped,fiscal_district,pe-fiscal-districts,")
                        && line.contains("LIMA SURR ≈ LIMA-SUR LIMA SUR"));
    }

    @Test
    void checkSaysWhyALayoutDoesNotFit() throws IOException {
        Path job = folder.resolve("report.yml");
        Files.writeString(
                job,
                Files.readString(Path.of("jobs/sesnsp-idefc.yml"))
                        .replace("columns:\n", "columns:\n  - {beside: Mes, role: condition, equals: [(Todos)]}\n")
                        .replace("name: region\n    codelist: mx-states", "name: specialty")
                        .replace("guards:\n  complete: [region]\n", "")
                        .replaceAll("(?m)^rules:\n(  .*\n)*", ""));
        Path spreadsheet = Files.writeString(
                folder.resolve("march.csv"),
                "Mes,Marzo,,,,,\nAño,Clave_Ent,Entidad,Bien jurídico afectado,Tipo de delito,Subtipo de delito,Modalidad,Enero\n"
                        + "2024,1,Norte,a,b,c,d,5\n");
        Answer answer = here("jobs", "check", job.toString(), spreadsheet.toString());
        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.messages())
                .contains("The nearest is sesnsp-idefc")
                .contains("\"Mes\" says \"Marzo\", not \"(Todos)\"");
    }

    @Test
    void checkTakesOneSpreadsheetAtATime() {
        Answer answer = here("jobs", "check", "a.csv", "b.xlsx");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.messages()).contains("a.csv and b.xlsx");
    }

    /** Runs a command in the project's folder. */
    private Answer here(String... arguments) {
        return new SmallWarehouse(Path.of("").toAbsolutePath()).run(arguments);
    }
}
