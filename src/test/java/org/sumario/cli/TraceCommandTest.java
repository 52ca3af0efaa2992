package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.archive.Archive;
import org.sumario.cli.SmallWarehouse.Answer;

/** Two publications of 2023, in May 100 kidnappings a district and at the end 150; and the workload of that year. */
@Tag("long")
class TraceCommandTest {
    private static final String HEADER =
            "vintage_code,file_name,file_sha256,sheet_name,row_number,cell,raw_text,complaint_count,rules";
    private static final String MAY = "mpfn-complaints:all:2023@2023-05-31.2023-06-06.2023-06-19";
    private static final String YEAR = "mpfn-complaints:all:2023@2023-12-31.2024-01-08.2024-01-24";

    @TempDir
    static Path home;

    private static SmallWarehouse warehouse = new SmallWarehouse(Path.of(""));

    @BeforeAll
    static void loadThreePublications() throws IOException {
        warehouse = new SmallWarehouse(home);
        load("may.csv", complaints("ENERO - MAYO", "06/06/2023", "19/06/2023", 100));
        load("year.csv", complaints("ENERO - DICIEMBRE", "1/8/2024", "1/24/2024", 150));
        load("cases.csv", cases());
        load(
                "earlier.csv",
                complaints("ENERO - DICIEMBRE", "8/1/2023", "24/1/2023", 120).replace(",2023,", ",2022,"));
    }

    @Test
    void givesTheCellsOfASumWithWhatTheFileSays() {
        Answer answer = sumario("trace", "complaint_by_year_offence", "year=2023", "article=152");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.lines()).hasSize(35).first().isEqualTo(HEADER);
        String sha256 = Archive.sha256(home.resolve("year.csv"));
        assertThat(answer.lines().get(1))
                .startsWith(YEAR + ",year.csv," + sha256 + ",year,2,K2, 150,150,")
                .contains(
                        "\"\"1/8/2024\"\" → 2024-01-08 (month first, as \"\"1/24/2024\"\" in P2 proves)",
                        "distrito_fiscal \"\"AMAZONAS\"\" → AMAZONAS (pe-fiscal-districts)",
                        "ubigeo_pjfs \"\"10101\"\" → \"\"010101\"\" (padded)");
        assertThat(answer.messages())
                .contains(
                        "complaint_by_year_offence year=2023 article=152: complaint_count 5,100 (cells: 34, files: 1, figures: 1)")
                .contains("vintages: 1 (" + YEAR + ")");
    }

    @Test
    void printsTheSumBelowTheTable() {
        Answer answer = sumario("trace", "complaint", "year=2023", "row_number=2", "--format", "table", "--lang", "es");
        assertThat(answer.output())
                .contains("K2")
                .contains("complaint year=2023 row_number=2: complaint_count 150 (celdas: 1");
        assertThat(answer.messages()).isEmpty();
    }

    @Test
    void takesOffTheCellsOfTheVintageThatOpensAFlow() {
        Answer answer = sumario("trace", "complaint_flow", "flow_kind=extended", "fiscal_district_code=SANTA");
        assertThat(answer.exitCode()).isZero();
        assertThat(counts(answer)).containsExactly("-100", "150");
        assertThat(answer.lines().get(1)).startsWith(MAY + ",may.csv,");
        assertThat(answer.messages()).contains("complaint_count 50 (cells: 2, files: 2, figures: 1)");
    }

    @Test
    void aYearsFlowsAreTracedToItsLastVintage() {
        assertThat(sumario("trace", "complaint_flow", "year=2023").messages())
                .contains("complaint_count 5,100 (cells: 102, files: 2, figures: 68)");
    }

    @Test
    void tracesEveryRelationToItsOwnSum() {
        for (String relation : List.of(
                "complaint",
                "complaint_all_vintages",
                "complaint_by_month",
                "complaint_by_year_fiscal_district",
                "complaint_by_year_offence",
                "complaint_by_year_region",
                "complaint_by_year_region_offence",
                "complaint_flow",
                "complaint_revision",
                "complaint_same_period",
                "case_by_year_fiscal_district",
                "vintage")) {
            Answer answer = sumario("trace", relation);
            assertThat(answer.exitCode()).as(relation + answer.messages()).isZero();
        }
    }

    @Test
    void namesTheMeasureWhereThereAreTwo() {
        Answer answer = sumario(
                "trace", "case_by_year_fiscal_district", "fiscal_district_code=SANTA", "office_type=PROVINCIAL");
        assertThat(answer.lines()).hasSize(3).first().isEqualTo(HEADER + ",measure");
        assertThat(answer.lines().get(1)).contains(",J").endsWith(",received_count");
        assertThat(answer.lines().get(2)).contains(",K").endsWith(",resolved_count");
        assertThat(answer.messages()).contains("received_count 90 ", "resolved_count 80 ");
    }

    @Test
    void tracesBothYearsOfAComparison() {
        Answer answer = sumario("trace", "complaint_same_period", "year=2023", "earlier_year=2022");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.lines()).hasSize(69).first().isEqualTo(HEADER + ",measure");
        assertThat(answer.lines().get(1))
                .startsWith("mpfn-complaints:all:2022@")
                .endsWith(",earlier_complaint_count");
        assertThat(answer.lines().get(68)).startsWith(YEAR).endsWith(",complaint_count");
        assertThat(answer.messages())
                .contains(" complaint_count 5,100 (cells: 34", " earlier_complaint_count 4,080 (cells: 34");
    }

    @Test
    void tracesAVintageToTheMeasuresThatItHas() {
        assertThat(sumario("trace", "vintage", "source_code=mpfn-cases").messages())
                .contains("received_count 3,094 (cells: 68", "resolved_count 2,754 (cells: 68")
                .doesNotContain("complaint_count");
    }

    @Test
    void showsMoreThanTwoHundredCellsByFileAndSheetInATable() {
        Answer answer = sumario("trace", "vintage", "--format", "table");
        assertThat(answer.lines()).anyMatch(line -> line.matches("year.csv +year +complaint_count +34 +K2 +K35 +5100"));
        assertThat(answer.lines())
                .anyMatch(line -> line.matches("cases.csv +cases +resolved_count +68 +K2 +K69 +2754"));
        assertThat(answer.output()).contains("More than 200 cells", "--format csv");
        assertThat(sumario("trace", "vintage").lines()).hasSize(239);
        assertThat(sumario("trace", "complaint_flow", "--format", "table").output())
                .doesNotContain("More than 200 cells");
    }

    @Test
    void writesAWorkbookWithTheQuestionTheCellsAndTheRowsInWhichTheyStand() throws IOException {
        Answer answer = sumario(
                "trace", "complaint_flow", "flow_kind=extended", "fiscal_district_code=SANTA", "--xlsx", "figure.xlsx");
        assertThat(answer.exitCode()).as(answer.messages()).isZero();
        Path file = home.resolve("figure.xlsx");
        assertThat(answer.lines())
                .containsExactly(
                        "file,sheet_name,row_count,left_out_count",
                        file + ",Cells,2,0",
                        file + ",1 may,2,0",
                        file + ",2 year,2,0");
        assertThat(answer.messages()).contains("complaint_count 50 (cells: 2, files: 2, figures: 1)");
        try (var stream = Files.newInputStream(file);
                XSSFWorkbook workbook = new XSSFWorkbook(stream)) {
            assertThat(texts(workbook.getSheetAt(0)))
                    .contains(
                            "complaint_flow flow_kind=extended fiscal_district_code=SANTA",
                            "The archived files, read again, say what the release says.",
                            MAY,
                            YEAR)
                    .anyMatch(text -> text.contains(Archive.sha256(home.resolve("may.csv"))));
            Sheet may = workbook.getSheet("1 may");
            assertThat(texts(may)).contains("periodo_denuncia", "K30", " 100");
            Cell counted = may.getRow(2).getCell(12);
            assertThat(counted.getStringCellValue()).isEqualTo(" 100");
            assertThat(counted.getCellStyle().getFillPattern()).isEqualTo(FillPatternType.SOLID_FOREGROUND);
            assertThat(may.getRow(2).getCell(0).getNumericCellValue()).isEqualTo(30);
        }
        byte[] first = Files.readAllBytes(file);
        sumario("trace", "complaint_flow", "flow_kind=extended", "fiscal_district_code=SANTA", "--xlsx", "figure.xlsx");
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Test
    void refusesAPathAtWhichNoWorkbookCanStand() {
        Answer noWorkbook = sumario("trace", "complaint", "--xlsx", "warehouse/sumario.duckdb");
        assertThat(noWorkbook.exitCode()).isEqualTo(2);
        assertThat(noWorkbook.messages()).contains("--xlsx", "*.xlsx");
        Answer noFolder = sumario("trace", "complaint", "--xlsx", "nowhere/f.xlsx");
        assertThat(noFolder.exitCode()).isEqualTo(2);
        assertThat(noFolder.messages()).contains("There is no folder");
    }

    private static List<String> texts(Sheet sheet) {
        List<String> texts = new ArrayList<>();
        sheet.forEach(row -> row.forEach(cell -> texts.add(new DataFormatter(Locale.ROOT).formatCellValue(cell))));
        return texts;
    }

    @Test
    void refusesARelationThatCountsNothingAndNamesThoseThatCanBeTraced() {
        for (String relation : List.of("coverage", "offence_change", "control_total", "mapping_change", "delivery")) {
            Answer answer = sumario("trace", relation);
            assertThat(answer.exitCode()).isEqualTo(2);
            assertThat(answer.messages()).contains(relation + " cannot be traced", "complaint_same_period, vintage");
        }
    }

    @Test
    void tracesAnEarlierReleaseAsItWas() {
        Answer answer = sumario("trace", "complaint_by_year_offence", "article=152", "--release", "1");
        assertThat(answer.messages()).contains("complaint_count 3,400 ", "Release 1 of", MAY);
    }

    @Test
    void saysThatNoFigureIsLikeThat() {
        Answer answer = sumario("trace", "complaint", "year=1999");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.lines()).containsExactly(HEADER);
        assertThat(answer.messages()).contains("No figure: complaint year=1999");
    }

    @Test
    void emptyValueMeansAnEmptyColumn() {
        assertThat(sumario("trace", "complaint", "year=2023", "level_4_name=").lines())
                .hasSize(35);
    }

    @Test
    void namesTheKnownRelationsAndColumns() {
        Answer relation = sumario("trace", "complaints");
        assertThat(relation.exitCode()).isEqualTo(2);
        assertThat(relation.messages()).contains("complaints cannot be traced", "complaint_by_year_offence");
        Answer column = sumario("trace", "complaint_by_year_region", "article=152", "--lang", "es");
        assertThat(column.exitCode()).isEqualTo(2);
        assertThat(column.messages()).contains("no tiene columna article", "region_code");
        assertThat(sumario("trace", "complaint", "152").exitCode()).isEqualTo(2);
    }

    @Test
    void saysWhereTheArchiveIsNotWhatWasLoaded() throws IOException {
        Path archived = new Archive(home.resolve("warehouse")).find(Archive.sha256(home.resolve("may.csv")));
        byte[] bytes = Files.readAllBytes(archived);
        assertThat(archived.toFile().setWritable(true)).isTrue();
        try {
            Files.writeString(
                    archived, new String(bytes, java.nio.charset.StandardCharsets.UTF_8).replace(" 100,", " 101,"));
            Answer answer = sumario("trace", "complaint_flow", "flow_kind=first");
            assertThat(answer.exitCode()).isEqualTo(4);
            assertThat(answer.messages()).contains("The archived file of may.csv is not the one that was loaded");
        } finally {
            Files.write(archived, bytes);
        }
    }

    private static List<String> counts(Answer answer) {
        return answer.lines().stream()
                .skip(1)
                .map(line -> line.split(",", -1)[7])
                .toList();
    }

    private static String complaints(String period, String extracted, String published, int count) throws IOException {
        StringBuilder text = new StringBuilder(
                "periodo_denuncia,anio_denuncia,fecha_descarga,distrito_fiscal,especialidad,tipo_caso,"
                        + "generico,subgenerico,articulo,des_articulo,cantidad,ubigeo_pjfs,dpto_pjfs,prov_pjfs,dist_pjfs,fecha_corte\n");
        for (String district : districts()) {
            // A blank before the number is what the file says, and no part of the count.
            text.append(period + ",2023," + extracted + "," + district
                    + ",PENAL,DENUNCIA,GENERIC,LIBERTAD PERSONAL,152,Secuestro, " + count + ",10101,A,B,C," + published
                    + "\n");
        }
        return text.toString();
    }

    private static String cases() throws IOException {
        StringBuilder text = new StringBuilder(
                "periodo,anio,fecha_descarga,distrito_fiscal,tipo_fiscalia,materia,especialidad,"
                        + "tipo_caso,especializada,ingresado,atendido,ubigeo_pjfs,dpto_pjfs,prov_pjfs,dist_pjfs,fecha_corte\n");
        for (String district : districts()) {
            text.append("ENERO - DICIEMBRE,2023,13/01/2024," + district
                    + ",PROVINCIAL,PENAL,PENAL,DENUNCIA,,90,80,010101,A,B,C,24/01/2024\n");
            text.append("ENERO - DICIEMBRE,2023,13/01/2024," + district
                    + ",SUPERIOR,PENAL,PENAL,DENUNCIA,,1,1,010101,A,B,C,24/01/2024\n");
        }
        return text.toString();
    }

    private static List<String> districts() throws IOException {
        return Files.readAllLines(Path.of("jobs/codelists/pe-fiscal-districts.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1)[1])
                .distinct()
                .toList();
    }

    private static void load(String name, String text) throws IOException {
        Answer answer =
                sumario("load", Files.writeString(home.resolve(name), text).toString(), "--quiet");
        assertThat(answer.exitCode()).as(answer.messages()).isZero();
    }

    private static Answer sumario(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--jobs";
        all[arguments.length + 1] = Path.of("jobs").toAbsolutePath().toString();
        return warehouse.run(all);
    }
}
