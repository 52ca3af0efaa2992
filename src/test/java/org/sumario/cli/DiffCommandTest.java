package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.cli.SmallWarehouse.Answer;

/** Two publications of 2023: in May 100 kidnappings and 10 frauds a district; at the end 110 and, but for the first district, none. */
class DiffCommandTest {
    private static final String MAY = "mpfn-complaints:all:2023@2023-05-31.2023-06-06.2023-06-19";
    private static final String YEAR = "mpfn-complaints:all:2023@2023-12-31.2024-01-08.2024-01-24";

    @TempDir
    static Path home;

    private static SmallWarehouse warehouse = new SmallWarehouse(Path.of(""));

    @BeforeAll
    static void loadTwoPublications() throws IOException {
        warehouse = new SmallWarehouse(home);
        loadBoth();
    }

    private static void loadBoth() throws IOException {
        load("may.csv", "ENERO - MAYO", "06/06/2023", "19/06/2023", district -> 100, district -> 10);
        load(
                "year.csv",
                "ENERO - DICIEMBRE",
                "08/01/2024",
                "24/01/2024",
                district -> 150,
                district -> district == 0 ? 4 : 0);
    }

    private static Path write(
            String name,
            String period,
            String extracted,
            String published,
            IntUnaryOperator kidnappings,
            IntUnaryOperator frauds)
            throws IOException {
        List<String> districts = Files.readAllLines(Path.of("jobs/codelists/pe-fiscal-districts.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1)[1])
                .toList();
        StringBuilder text = new StringBuilder(
                "periodo_denuncia,anio_denuncia,fecha_descarga,distrito_fiscal,especialidad,tipo_caso,"
                        + "generico,subgenerico,articulo,des_articulo,cantidad,ubigeo_pjfs,dpto_pjfs,prov_pjfs,dist_pjfs,fecha_corte\n");
        IntStream.range(0, districts.size()).forEach(district -> {
            row(
                    text,
                    period,
                    extracted,
                    districts.get(district),
                    "LIBERTAD PERSONAL,152,Secuestro",
                    kidnappings.applyAsInt(district),
                    published);
            if (frauds.applyAsInt(district) > 0) {
                row(
                        text,
                        period,
                        extracted,
                        districts.get(district),
                        "ESTAFA,196,Estafa",
                        frauds.applyAsInt(district),
                        published);
            }
        });
        return Files.writeString(home.resolve(name), text);
    }

    private static void row(
            StringBuilder text,
            String period,
            String extracted,
            String district,
            String offence,
            int count,
            String published) {
        text.append(period + ",2023," + extracted + "," + district + ",PENAL,DENUNCIA,GENERIC," + offence + "," + count
                + ",010101,A,B,C," + published + "\n");
    }

    private static void load(
            String name,
            String period,
            String extracted,
            String published,
            IntUnaryOperator kidnappings,
            IntUnaryOperator frauds)
            throws IOException {
        Path file = write(name, period, extracted, published, kidnappings, frauds);
        Answer answer = sumario("load", file.toString(), "--quiet");
        assertThat(answer.exitCode()).as(answer.messages()).isZero();
    }

    private static Answer sumario(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--jobs";
        all[arguments.length + 1] = Path.of("jobs").toAbsolutePath().toString();
        return warehouse.run(all);
    }

    @Test
    void tellsAnExtensionWithWhatBecameOfEveryCell() {
        Answer diff = sumario("diff", MAY, YEAR);
        assertThat(diff.exitCode()).isZero();
        assertThat(diff.messages().lines())
                .containsExactly(
                        "mpfn-complaints 2023: 3,740 (Jan–May) → 5,104 (Jan–Dec), extended by 7 months",
                        "Kidnapping complaints by year, 2023: 3,400 → 5,100",
                        "34 grew by 1,700, 1 fell by 6, 33 vanished with 330");
        assertThat(diff.lines()).hasSize(1 + 68);
        assertThat(diff.lines().get(1)).contains(",extended,", ",changed,", "AMAZONAS", ",100,150,50");
        assertThat(diff.lines().get(68)).contains(",changed,", "AMAZONAS", ",10,4,-6");
    }

    @Test
    void putsEverythingOnOneScreenForAPersonInTheirLanguage() {
        Answer diff = sumario("diff", MAY, YEAR, "--format", "table", "--lang", "es");
        assertThat(diff.messages()).isEmpty();
        assertThat(diff.lines())
                .startsWith(
                        "mpfn-complaints 2023: 3,740 (ene–may) → 5,104 (ene–dic), ampliado en 7 meses",
                        "Denuncias por secuestro, por año, 2023: 3,400 → 5,100",
                        "34 crecieron en 1,700, 1 bajaron en 6, 33 desaparecieron con 330")
                .contains("Las 15 celdas que más difieren, de 68; --format csv las da todas:")
                .hasSizeLessThan(50);
        assertThat(diff.output())
                .containsPattern("\nregion +opening_count +closing_count")
                .containsPattern("152 Secuestro +3400 +5100 +1700")
                .containsPattern("196 Estafa +340 +4 +-336");
    }

    @Test
    void takesTheBeginningOfACodeAndTheOtherDirection() {
        Answer back = sumario("diff", "mpfn-complaints:all:2023@2023-12", "mpfn-complaints:all:2023@2023-05");
        assertThat(back.messages())
                .startsWith("mpfn-complaints 2023: 5,104 (Jan–Dec) → 3,740 (Jan–May), 7 months less\n")
                .contains("33 cells are new with 330");
        assertThat(sumario("diff", MAY, MAY).messages()).contains("3,740 → 3,740 (Jan–May), revised");
    }

    @Test
    void blamesNoMappingWhereAVintageIsComparedWithItself() {
        Answer answer = sumario("diff", MAY, MAY);
        assertThat(answer.exitCode()).as(answer.messages()).isZero();
        assertThat(answer.output() + answer.messages()).doesNotContain("mapping");
    }

    @Test
    void refusesWhatCannotBeComparedAndSaysWhere() {
        assertThat(sumario("diff", MAY, "1"))
                .satisfies(answer -> isRefused(answer, "A vintage and a release cannot be compared"));
        assertThat(sumario("diff", "mpfn", YEAR))
                .satisfies(answer -> isRefused(answer, "Several vintages begin with mpfn"));
        assertThat(sumario("diff", MAY, "x"))
                .satisfies(answer -> isRefused(answer, "begins with x; see: sumario vintages"));
        assertThat(sumario("diff", "1", "99")).satisfies(answer -> isRefused(answer, "There is no release 99"));
        assertThat(new SmallWarehouse(home.resolve("empty"))
                        .run("diff", MAY, YEAR)
                        .messages())
                .contains("Nothing has been released yet");
    }

    private static void isRefused(Answer answer, String reason) {
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.output()).isEmpty();
        assertThat(answer.messages()).contains(reason);
    }

    @Test
    void whatWasKnownThenIsThatReleaseAlsoWhenItsFileIsGone() throws IOException {
        String sum = "select sum(complaint_count)::bigint from published.complaint";
        Files.delete(home.resolve("warehouse/releases/000001.duckdb"));
        assertThat(sumario("query", sum, "--release", "1").lines().get(1)).isEqualTo("3740");
        assertThat(home.resolve("warehouse/releases/000001.duckdb")).exists();
        assertThat(sumario("query", sum).lines().get(1)).isEqualTo("5104");
        assertThat(sumario("query", sum, "--release", "77").exitCode()).isEqualTo(2);
    }

    @Test
    void betweenReleasesItNamesTheCausesBesideTheChanges() throws IOException {
        SmallWarehouse shared = warehouse;
        try {
            warehouse = new SmallWarehouse(Files.createDirectories(home.resolve("decided")));
            loadBoth();
            namesTheCauses();
        } finally {
            warehouse = shared;
        }
    }

    private static void namesTheCauses() throws IOException {
        Answer extended = sumario("diff", "1", "2");
        assertThat(extended.messages()).contains("extended by 7 months").doesNotContain("Decided");
        assertThat(extended.lines().get(1)).contains(",extended,new_vintage,changed,");

        Path twin =
                write("contest.csv", "ENERO - DICIEMBRE", "08/01/2024", "24/01/2024", district -> 151, district -> 1);
        assertThat(sumario("load", twin.toString(), "--quiet").exitCode()).isEqualTo(3);
        String held = sumario("query", "select delivery from published.delivery where state = 'held'")
                .lines()
                .get(1);
        assertThat(sumario("decide", held, "accept", "--reason", "sent by the office", "--quiet")
                        .exitCode())
                .isZero();
        String last = sumario("releases").lines().stream()
                .reduce((one, other) -> other)
                .orElseThrow();
        String number = last.substring(0, last.indexOf(','));
        Answer decided = sumario("diff", "2", number);
        assertThat(decided.messages())
                .contains(
                        "mpfn-complaints 2023: 5,104 → 5,168 (Jan–Dec), revised",
                        "Decided in between: accept " + held,
                        "sent by the office");
        assertThat(decided.lines().get(1)).contains("decision");
        assertThat(sumario("diff", number, number).messages()).contains("No figure differs");
    }
}
