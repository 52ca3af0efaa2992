package org.sumario.normalise;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.jobs.JobDefinition;
import org.sumario.jobs.JobFiles;
import org.sumario.model.CellRef;
import org.sumario.model.DeliveryContent;
import org.sumario.model.DeliveryContent.NamedColumn;
import org.sumario.model.ObservationBatch;
import org.sumario.normalise.ReadAgain.ReadCell;
import org.sumario.rows.Dictionary;
import org.sumario.rows.Limits;
import org.sumario.rows.RowSpool;

/** What is told of a cell is what a load makes of it, whatever the layout. */
class ReadAgainTest {
    private static final Path QUIRKS = Path.of("src/test/resources/quirks");

    @TempDir
    Path folder;

    private final List<RowSpool> spools = new ArrayList<>();

    static Stream<String> quirks() throws IOException {
        return QuirksTest.quirks();
    }

    @AfterEach
    void closeSpools() {
        spools.forEach(RowSpool::close);
    }

    @ParameterizedTest
    @MethodSource("quirks")
    void everyCountOfAQuirkIsFoundInItsCellAgain(String quirk) {
        Map<CellRef, Long> loaded = loaded(quirk);
        Map<CellRef, Long> again = new HashMap<>();
        readAgain(quirk).cells(loaded.keySet()).forEach((cell, read) -> again.put(cell, read.count()));
        assertThat(again).isEqualTo(loaded);
    }

    @Test
    void askedForOneByOneInAnyOrderItsCellsSayTheSame() {
        String quirk = "35-pivot-prints-its-year-once";
        Map<CellRef, Long> loaded = loaded(quirk);
        ReadAgain file = readAgain(quirk);
        List<CellRef> cells = new ArrayList<>(loaded.keySet());
        cells.sort(Comparator.comparing(CellRef::rowNumber));
        for (int way = 0; way < 2; way++) {
            Map<CellRef, Long> again = new HashMap<>();
            cells.forEach(cell -> file.cells(Set.of(cell)).forEach((found, read) -> again.put(found, read.count())));
            assertThat(again).isEqualTo(loaded);
            Collections.reverse(cells);
        }
    }

    @Test
    void tellsWhichRowsSaySomethingForAllOthers() {
        assertThat(readAgain("08-place-code-lost-its-zero").rowsForAll().values())
                .containsExactly(BitSet.valueOf(new long[] {1 << 1}));
    }

    @Test
    void tellsThePeriodTheCodeAndThePaddingOfARow() {
        assertThat(rules("08-place-code-lost-its-zero", "I2"))
                .containsExactly(
                        "periodo_denuncia \"ENERO - DICIEMBRE\", anio_denuncia \"2023\" → 2023-01-01 to 2023-12-31",
                        "fecha_descarga \"13/01/2024\" → 2024-01-13 (day first, as \"13/01/2024\" in C2 proves)",
                        "distrito_fiscal \"SANTA\" → SANTA (districts)",
                        "ubigeo_pjfs \"21801\" → \"021801\" (padded)",
                        "fecha_corte \"24/01/2024\" → 2024-01-24 (day first, as \"13/01/2024\" in C2 proves)");
    }

    @Test
    void tellsWhichCellProvesThatMonthsComeFirst() {
        assertThat(rules("07-month-first-proven-by-another-column", "I2"))
                .anyMatch(
                        rule -> rule.matches(
                                "fecha_descarga \"1/8/2024\" → 2024-01-08 \\(month first, as \"1/24/2024\" in [A-Z]2 proves\\)"));
    }

    @Test
    void tellsThatOnlyTheSequenceOfDatesProvesTheirOrder() {
        assertThat(String.join("; ", rules("07-order-proven-by-the-sequence-of-dates", "I2")))
                .contains("first: else period, extraction and publication would not follow each other");
    }

    @Test
    void tellsOfALabelThatNoListKnowsAndOfABlank() {
        assertThat(rules("13-unknown-and-blank-districts", "I2"))
                .contains("distrito_fiscal \"LIMA SURR\" is in no code list: unknown member");
        assertThat(rules("13-unknown-and-blank-districts", "I3"))
                .contains("distrito_fiscal \"\" says nothing: unknown member");
    }

    @Test
    void tellsWhatWasFilledDownAndWhatStandsThereItself() {
        Map<CellRef, ReadCell> cells = readAgain("35-pivot-prints-its-year-once")
                .cells(loaded("35-pivot-prints-its-year-once").keySet());
        assertThat(cells.values())
                .anyMatch(cell -> sentences(cell).stream().anyMatch(rule -> rule.contains("filled down")));
        assertThat(cells.values())
                .anyMatch(cell -> sentences(cell).stream().noneMatch(rule -> rule.contains("filled down")));
    }

    @Test
    void tellsThatIndentsShowTheLevels() {
        String quirk = "26-report-with-a-ragged-hierarchy";
        assertThat(readAgain(quirk).cells(loaded(quirk).keySet()).values())
                .isNotEmpty()
                .allMatch(cell -> sentences(cell).stream().anyMatch(rule -> rule.endsWith("level by indentation")));
    }

    @Test
    void leavesOutACellThatHoldsNoCount() {
        String quirk = "08-place-code-lost-its-zero";
        assertThat(readAgain(quirk).cells(Set.of(cell(quirk, "D2"), cell(quirk, "I99"))))
                .isEmpty();
    }

    private List<String> rules(String quirk, String address) {
        CellRef cell = cell(quirk, address);
        ReadCell read = readAgain(quirk).cells(Set.of(cell)).get(cell);
        return sentences(requireNonNull(read, address));
    }

    private static List<String> sentences(ReadCell cell) {
        return cell.rules().stream().map(rule -> rule.text(Locale.ENGLISH)).toList();
    }

    private static CellRef cell(String quirk, String address) {
        return CellRef.parse(file(quirk).getFileName().toString(), quirk, address)
                .orElseThrow();
    }

    private ReadAgain readAgain(String quirk) {
        Path path = file(quirk);
        String fileName = path.getFileName().toString();
        InputFile file = InputFiles.open(path, fileName, Limits.DEFAULT);
        Recognition recognised = Recognition.of(file, fileName, List.of(job(quirk)), null);
        return ReadAgain.of(fileName, file, recognised, Limits.DEFAULT, null, sheet -> this::spool);
    }

    private RowSpool spool(int columns) {
        RowSpool spool = RowSpool.create(folder.resolve(spools.size() + ".rows"), columns);
        spools.add(spool);
        return spool;
    }

    /** The counts of a file by cell, as a load would stage them. */
    private Map<CellRef, Long> loaded(String quirk) {
        Path path = file(quirk);
        String fileName = path.getFileName().toString();
        InputFile file = InputFiles.open(path, fileName, Limits.DEFAULT);
        JobDefinition job = job(quirk);
        Dictionary dictionary = new Dictionary();
        List<SheetRows> sheets = SheetRows.all(
                file, Recognition.of(file, fileName, List.of(job), null), dictionary, sheet -> this::spool);
        Normaliser normaliser = new Normaliser(job, dictionary, sheets, null);
        Map<CellRef, Long> counts = new HashMap<>();
        ObservationBatch batch = new ObservationBatch();
        while (normaliser.fill(batch)) {
            DeliveryContent content = normaliser.content();
            for (int row = 0; row < batch.size; row++) {
                boolean isAcross = content.columns().stream()
                        .noneMatch(column -> ObservationBatch.MEASURES.contains(column.name()));
                for (String measure : isAcross ? job.measures().subList(0, 1) : job.measures()) {
                    long count = batch.counts[ObservationBatch.MEASURES.indexOf(measure)][row];
                    if (count != ObservationBatch.ABSENT) {
                        counts.put(
                                new CellRef(
                                        fileName,
                                        sheets.get(0).layout.sheetName(),
                                        batch.keys[1][row],
                                        column(content, measure, batch.keys[2][row])),
                                count);
                    }
                }
            }
        }
        return counts;
    }

    /** The column of a measure, else that of the observation: of several measures across, it tells that of the first. */
    private static int column(DeliveryContent content, String measure, int ofObservation) {
        return new TreeSet<>(content.columns().stream()
                        .filter(column -> column.name().equals(measure))
                        .map(NamedColumn::columnIndex)
                        .toList())
                .stream().findFirst().orElse(ofObservation);
    }

    private static JobDefinition job(String quirk) {
        return JobFiles.parse(QUIRKS.resolve(quirk + ".job.yml"));
    }

    private static Path file(String quirk) {
        Path workbook = QUIRKS.resolve(quirk + ".xlsx");
        return Files.exists(workbook) ? workbook : QUIRKS.resolve(quirk + ".csv");
    }
}
