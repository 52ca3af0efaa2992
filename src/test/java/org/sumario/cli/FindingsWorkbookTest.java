package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.SmallZip;
import org.sumario.archive.Archive;
import org.sumario.cli.SmallWarehouse.Answer;
import org.sumario.correction.OfficeFile;
import org.sumario.input.Sheets;

/** One office's file of 12,000 rows, loaded, marked and sent back. */
@Tag("long")
class FindingsWorkbookTest {
    private static final String JOBS = Path.of("jobs").toAbsolutePath().toString();

    @TempDir
    static Path folder;

    private static Map<String, String> bad = Map.of();
    private static Path file = Path.of("");
    private static Path copy = Path.of("");

    @BeforeAll
    static void markAFile() throws IOException {
        file = folder.resolve("oficina.xlsx");
        copy = folder.resolve("oficina.findings.xlsx");
        bad = OfficeFile.write(file);
        SmallWarehouse warehouse = new SmallWarehouse(folder);
        Answer load = warehouse.run("load", file.toString(), "--jobs", JOBS);
        assertThat(load.exitCode()).as(load.messages()).isEqualTo(3);
        Answer answer = warehouse.run("findings", "--workbook", delivery(), "--lang", "es");
        assertThat(answer.exitCode()).as(answer.messages()).isZero();
        assertThat(answer.lines())
                .containsExactly(
                        "file,sheet_name,finding_count,marked_count,comment_count",
                        copy + ",denuncias,17,17,17",
                        copy + ",Lima 'Norte' & Sur,19,19,19",
                        copy + ",resto,14,14,14");
    }

    private static String delivery() {
        return Archive.sha256(file).substring(0, 8);
    }

    private static XSSFWorkbook open(Path workbook) throws IOException {
        try (InputStream in = Files.newInputStream(workbook)) {
            return new XSSFWorkbook(in);
        }
    }

    @Test
    void fiftyBadCellsOfTwelveThousandRowsAreMarkedAndNoOthers() throws IOException {
        assertThat(bad).hasSize(50);
        assertThat(bad.values().stream().distinct()).hasSize(12);
        Map<String, String> marked = new TreeMap<>();
        try (XSSFWorkbook workbook = open(copy)) {
            for (String name : OfficeFile.SHEETS) {
                for (Row row : workbook.getSheet(name)) {
                    for (Cell cell : row) {
                        if (cell.getCellStyle().getFillPattern() != FillPatternType.NO_FILL) {
                            String text = cell.getCellComment().getString().getString();
                            marked.put(
                                    name + "!" + cell.getAddress().formatAsString(),
                                    text.replaceAll("(?s).*\\[([A-Z_]+)\\]$", "$1"));
                        }
                    }
                }
            }
        }
        assertThat(marked).isEqualTo(new TreeMap<>(bad));
    }

    @Test
    void allButTheFillOfTheMarkedCellsIsAsItWas() throws IOException {
        try (XSSFWorkbook before = open(file);
                XSSFWorkbook after = open(copy)) {
            for (String name : OfficeFile.SHEETS) {
                assertThat(seen(before.getSheet(name))).isEqualTo(seen(after.getSheet(name)));
            }
            assertThat(after.getSheet("denuncias").getRow(20).getCell(10).getCellType())
                    .isEqualTo(CellType.FORMULA);
            assertThat(after.getSheetAt(2).getRepeatingRows())
                    .isEqualTo(before.getSheetAt(1).getRepeatingRows());
            assertThat(after.getSheetAt(2).getDrawingPatriarch().getCharts()).hasSize(1);
            assertThat(after.getSheetAt(1).getSheetConditionalFormatting().getNumConditionalFormattings())
                    .isEqualTo(1);
        }
        assertThat(parts(copy)).containsAllEntriesOf(untouched());
        List<String> cells = Sheets.cells(copy);
        List<String> original = Sheets.cells(file);
        assertThat(cells.subList(cells.size() - original.size(), cells.size())).isEqualTo(original);
    }

    /** What POI sees of each cell, its fill left out; cells that were not there are blank. */
    private static Map<String, String> seen(XSSFSheet sheet) {
        Map<String, String> seen = new TreeMap<>();
        for (Row row : sheet) {
            for (Cell cell : row) {
                XSSFCellStyle style = ((XSSFCell) cell).getCellStyle();
                String comment = cell.getCellComment() == null
                        ? ""
                        : cell.getCellComment().getString().getString().replaceAll("(?s)\n\nSumario.*|^[a-z]+: .*", "");
                String text = cell.getCellType() + " " + cell + " " + style.getDataFormatString() + " "
                        + style.getFont().getFontName() + style.getFont().getItalic() + " " + style.getBorderBottom()
                        + style.getAlignment() + " " + comment;
                if (cell.getCellType() != CellType.BLANK) {
                    seen.put(cell.getAddress().formatAsString(), text);
                }
            }
        }
        return seen;
    }

    /** Parts that no mark changes. */
    private static Map<String, Integer> untouched() throws IOException {
        Map<String, Integer> parts = parts(file);
        parts.keySet()
                .removeIf(name -> name.matches("(?s).*(sheet[0-9]+\\.xml|workbook\\.xml|styles|comments|vml|Types).*"));
        parts.remove("xl/_rels/workbook.xml.rels");
        assertThat(parts).containsKeys("xl/charts/chart1.xml", "xl/media/image1.png", "xl/sharedStrings.xml");
        return parts;
    }

    private static Map<String, Integer> parts(Path zip) throws IOException {
        Map<String, Integer> parts = new TreeMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (var entry : (Iterable<ZipEntry>) file.stream().map(ZipEntry.class::cast)::iterator) {
                parts.put(
                        entry.getName(),
                        Arrays.hashCode(file.getInputStream(entry).readAllBytes()));
            }
        }
        return parts;
    }

    @Test
    void theFirstSheetOpensAndLeadsToEveryCell() throws IOException {
        try (XSSFWorkbook workbook = open(copy)) {
            Sheet list = workbook.getSheetAt(0);
            assertThat(list.getSheetName()).isEqualTo("Observaciones");
            assertThat(workbook.getActiveSheetIndex()).isZero();
            assertThat(OfficeFile.SHEETS.stream().map(workbook::getSheet)).noneMatch(Sheet::isSelected);
            List<String> linked = new ArrayList<>();
            list.getHyperlinkList().forEach(link -> {
                CellReference cell = new CellReference(link.getAddress());
                linked.add(
                        cell.getSheetName() + "!" + new CellReference(cell.getRow(), cell.getCol()).formatAsString());
            });
            assertThat(linked).containsExactlyInAnyOrderElementsOf(bad.keySet());
            assertThat(list.getRow(6).getCell(4).getStringCellValue()).contains("es menor que cero");
        }
    }

    @Test
    void theLetterSaysWhatWasFoundAndWhatToDo() throws IOException {
        assertThat(Files.readString(folder.resolve("oficina.findings.letter.txt")))
                .contains(
                        "oficina.xlsx",
                        Archive.sha256(file),
                        "50 lugares",
                        "5 x error (COUNT_BLANK)",
                        "3 x advertencia (LABEL_BLANK)",
                        "es un nombre que no conocemos",
                        "Hubo que rechazar",
                        "Devuelva el archivo corregido tal cual")
                .doesNotContain("sumario jobs");
    }

    @Test
    void theCorrectedCopyLoadsAsItComesBack() throws IOException {
        Path correct = folder.resolve("correct.xlsx");
        OfficeFile.writeCorrect(correct);
        Path corrected = folder.resolve("corrected.xlsx");
        try (XSSFWorkbook from = open(correct);
                XSSFWorkbook workbook = open(copy);
                OutputStream out = Files.newOutputStream(corrected)) {
            for (String cell : bad.keySet()) {
                String sheet = cell.substring(0, cell.lastIndexOf('!'));
                CellReference at = new CellReference(cell.substring(sheet.length() + 1));
                Cell right = from.getSheet(sheet).getRow(at.getRow()).getCell(at.getCol());
                Cell wrong = workbook.getSheet(sheet).getRow(at.getRow()).getCell(at.getCol());
                CellStyle style = wrong.getCellStyle();
                if (right.getCellType() == CellType.NUMERIC) {
                    wrong.setCellValue(right.getNumericCellValue());
                } else {
                    wrong.setCellValue(right.getStringCellValue());
                }
                wrong.setCellStyle(style);
            }
            workbook.write(out);
        }
        SmallWarehouse warehouse = new SmallWarehouse(folder.resolve("again"));
        Answer load = warehouse.run("load", corrected.toString(), "--jobs", JOBS);
        assertThat(load.exitCode()).as(load.output() + load.messages()).isZero();
        assertThat(load.lines().get(1)).contains(",accepted,12000,12000,12000,0,");
        Answer nothing = warehouse.run(
                "findings", "--workbook", Archive.sha256(corrected).substring(0, 8));
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.messages()).contains("has no findings");
    }

    @Test
    void theMemberOfAnArchiveGoesBackAsAWorkbookOfItsOwn() throws IOException {
        String header = "periodo_denuncia,anio_denuncia,fecha_descarga,distrito_fiscal,especialidad,tipo_caso,generico,"
                + "subgenerico,articulo,des_articulo,cantidad,ubigeo_pjfs,dpto_pjfs,prov_pjfs,dist_pjfs,fecha_corte\n";
        String row = "ENERO - DICIEMBRE,2022,06/01/2023,LIMA,PENAL,DENUNCIA,G,S,152,Secuestro,%s,150101,LIMA,LIMA,LIMA,"
                + "15/06/2023\n";
        Path home = Files.createDirectories(folder.resolve("zip"));
        Path zip = new SmallZip()
                .with(
                        "sub/enero ñ.csv",
                        header + String.format(Locale.ROOT, row, "7") + String.format(Locale.ROOT, row, "=1+1"))
                .write(home.resolve("envio.zip"));
        SmallWarehouse warehouse = new SmallWarehouse(home);
        Answer load = warehouse.run("load", zip.toString(), "--jobs", JOBS, "--format", "csv");
        assertThat(load.exitCode()).as(load.messages()).isEqualTo(3);
        String delivery = load.lines().get(1).substring(0, 8);
        Answer answer = warehouse.run("findings", "--workbook", delivery);
        assertThat(answer.exitCode()).as(answer.messages()).isZero();
        assertThat(answer.messages()).contains("The file is no .xlsx workbook");
        try (XSSFWorkbook workbook = open(home.resolve("enero ñ.findings.xlsx"))) {
            Cell marked = workbook.getSheet("enero ñ").getRow(2).getCell(10);
            assertThat(marked.getStringCellValue()).isEqualTo("=1+1");
            assertThat(marked.getCellComment().getString().getString()).contains("is no number");
        }
        assertThat(Files.readString(home.resolve("enero ñ.findings.letter.txt")))
                .contains("envio.zip!sub/enero ñ.csv", "The file as a whole:");
    }

    @Test
    void onlyADeliveryThatIsThereAndAWorkbookThatIsNot() {
        SmallWarehouse warehouse = new SmallWarehouse(folder);
        Answer again = warehouse.run("findings", "--workbook", delivery());
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.messages()).contains("is there already");
        Answer unknown = warehouse.run("findings", "--workbook", "00000000");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.messages()).contains("No delivery begins with 00000000");
        Answer other = warehouse.run("findings", "--workbook", delivery(), "--output", "sumario.duckdb");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.messages()).contains("*.xlsx");
        Answer noWorkbook = warehouse.run("findings", "--output", "b.xlsx");
        assertThat(noWorkbook.exitCode()).isEqualTo(2);
        assertThat(noWorkbook.messages()).contains("--workbook DELIVERY");
    }

    @Test
    void anotherSpreadsheetProgramOpensTheCopy() throws IOException, InterruptedException {
        boolean isThere = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "soffice")));
        assumeTrue(isThere, "no soffice on the path: that LibreOffice opens the copy is not tested");
        Path out = folder.resolve("converted");
        Process process = new ProcessBuilder(
                        "soffice",
                        "--headless",
                        "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                        "--convert-to",
                        "xlsx",
                        "--outdir",
                        out.toString(),
                        copy.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("soffice.log").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        try (XSSFWorkbook workbook = open(out.resolve(copy.getFileName()))) {
            assertThat(workbook.getSheetName(0)).isEqualTo("Observaciones");
            for (String cell : bad.keySet()) {
                String sheet = cell.substring(0, cell.lastIndexOf('!'));
                CellReference at = new CellReference(cell.substring(sheet.length() + 1));
                Cell marked = workbook.getSheet(sheet).getRow(at.getRow()).getCell(at.getCol());
                assertThat(marked.getCellComment()).as(cell).isNotNull();
                assertThat(marked.getCellStyle().getFillPattern()).isEqualTo(FillPatternType.SOLID_FOREGROUND);
            }
        }
    }
}
