package org.sumario.scheduler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.pipeline.LoadReport;
import org.sumario.pipeline.LoadRequest;
import org.sumario.pipeline.Loads;
import org.sumario.pipeline.Progress;
import org.sumario.warehouse.ReleaseFigures.CurrentVintage;
import tools.jackson.databind.JsonNode;

/** A year of monthly publications, each counting from January, driven by the real loop and the real load with a fast clock. */
@Tag("long")
class YearTest {
    private static final List<String> MONTHS = List.of(
            "ENERO",
            "FEBRERO",
            "MARZO",
            "ABRIL",
            "MAYO",
            "JUNIO",
            "JULIO",
            "AGOSTO",
            "SETIEMBRE",
            "OCTUBRE",
            "NOVIEMBRE",
            "DICIEMBRE");
    private static final Rhythm FOUR_LOOKS_A_DAY = new Rhythm(
            Duration.ofHours(6), Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(1), Duration.ofHours(8));

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    private Path folder;

    private SmallOffice office;
    private @Nullable LoadReport last;

    @BeforeEach
    void openOffice() {
        office = new SmallOffice(folder).source("monthly", "0 6 16 * *", "America/Lima", 10);
    }

    @Test
    void aYearOfMonthlyPublicationsLoadsItselfAndTellsOfTheLateOne() {
        FastClock clock = new FastClock("2026-01-20T00:00:00Z");
        for (int month = 1; month <= 12; month++) {
            LocalDate published = YearMonth.of(2026, month).plusMonths(1).atDay(15);
            int months = month;
            // That of April comes a fortnight late.
            LocalDate arrives = month == 4 ? published.plusDays(15) : published;
            clock.at(arrives + "T15:00:00Z", () -> publish(months, published, 0));
        }
        // That of June is corrected a week later: one complaint more.
        clock.at("2026-07-22T15:00:00Z", () -> publish(6, LocalDate.parse("2026-07-22"), 1));

        serve(clock, "2026-09-01T00:00:00Z");
        // The machine is off until October; the publication of September lies in the inbox by then.
        clock.moveTo("2026-10-05T00:00:00Z");
        serve(clock, "2027-02-01T00:00:00Z");

        List<JsonNode> loads = office.lines("load");
        assertThat(loads).allMatch(line -> line.path("status").asString().equals("completed"));
        assertThat(loads).filteredOn(line -> isTriggeredBy("inbox", line)).hasSize(1 + 12 + 1 - 1);
        assertThat(loads)
                .filteredOn(line ->
                        isTriggeredBy("schedule", line) && line.path("late").isEmpty())
                .hasSize(12);
        assertThat(loads)
                .flatExtracting(line -> line.path("late").valueStream().toList())
                .extracting(late -> late.path("expected_at").asString())
                .containsExactly("2026-05-16T11:00:00Z");
        assertThat(loads)
                .filteredOn(line -> line.path("started_at").asString().startsWith("2026-10-05"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("scheduled_for").asString()).isEqualTo("2026-09-16T11:00:00Z");
                    assertThat(line.path("deliveries").size()).isEqualTo(1);
                });

        List<JsonNode> deliveries = loads.stream()
                .flatMap(line -> line.path("deliveries").valueStream())
                .toList();
        assertThat(deliveries)
                .hasSize(13)
                .allMatch(delivery -> delivery.path("state").asString().equals("accepted"));
        Set<Long> runsWithFiles = loads.stream()
                .filter(line -> !line.path("deliveries").isEmpty())
                .map(line -> line.path("run").asLong())
                .collect(Collectors.toSet());
        List<JsonNode> releases = office.lines("release").stream()
                .filter(line -> runsWithFiles.contains(line.path("run").asLong()))
                .toList();
        assertThat(releases)
                .hasSize(13)
                .extracting(line -> line.path("figures_digest").asString())
                .doesNotHaveDuplicates();

        List<CurrentVintage> current =
                requireNonNull(requireNonNull(last).release()).current();
        assertThat(current).singleElement().satisfies(vintage -> {
            assertThat(vintage.year()).isEqualTo(2026);
            assertThat(vintage.monthsCovered()).isEqualTo(12);
            assertThat(vintage.complaintCount()).isEqualTo(34 * 12 * 10);
        });
        assertThat(new HashSet<>(office.told))
                .containsExactlyInAnyOrder("loaded", "SERVE_LATE", "SERVE_STOPPED", "REPORT_WRITTEN");
    }

    private static boolean isTriggeredBy(String kind, JsonNode line) {
        return line.path("trigger").asString().equals(kind);
    }

    private void serve(FastClock clock, String until) {
        Scheduler scheduler = new Scheduler(
                new Scheduler.Folders(office.input, office.warehouse, office.jobs),
                FOUR_LOOKS_A_DAY,
                clock,
                clock,
                this::load,
                office);
        clock.at(until, scheduler::stop);
        scheduler.run();
    }

    private LoadReport load(LoadRequest request, Progress progress, Clock clock) {
        LoadReport report = Loads.run(request, progress, clock);
        last = report;
        return report;
    }

    /** Every district has ten complaints a month, counted from January. */
    private void publish(int months, LocalDate published, int more) {
        List<String> lines = new ArrayList<>();
        lines.add("periodo_denuncia,anio_denuncia,fecha_descarga,distrito_fiscal,especialidad,tipo_caso,generico,"
                + "subgenerico,articulo,des_articulo,cantidad,ubigeo_pjfs,dpto_pjfs,prov_pjfs,dist_pjfs,fecha_corte");
        String period = months == 1 ? "ENERO" : "ENERO - " + MONTHS.get(months - 1);
        int extra = more;
        for (String district : districts()) {
            lines.add(String.join(
                    ",",
                    period,
                    "2026",
                    published.minusDays(2).toString(),
                    district,
                    "PENAL,DENUNCIA,CONTRA LA LIBERTAD,SECUESTRO,152,Secuestro",
                    Integer.toString(months * 10 + extra),
                    "010101,AMAZONAS,CHACHAPOYAS,CHACHAPOYAS",
                    published.toString()));
            extra = 0;
        }
        office.drop("monthly", "complaints_" + published + ".csv", String.join("\n", lines) + "\n");
    }

    private static List<String> districts() {
        try (var records = CsvReader.builder().ofNamedCsvRecord(Path.of("jobs/codelists/pe-fiscal-districts.csv"))) {
            return records.stream()
                    .map(line -> line.getField("name"))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
