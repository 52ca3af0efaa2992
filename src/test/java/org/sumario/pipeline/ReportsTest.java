package org.sumario.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reports of a year in an office: January to May, then the whole year, then what goes wrong. */
class ReportsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    private final List<Reason> told = new ArrayList<>();
    private Path jobs = Path.of("jobs");

    @Test
    void tellWhatRunsDidAlsoWhereNothingCameOfThem() throws IOException {
        load(months("MAYO", "06/06/2023", "19/06/2023", 10).write(folder.resolve("may.csv")));
        JsonNode first = report(1);
        assertThat(text(first, "/kind")).isEqualTo("load");
        assertThat(text(first, "/verdict")).isEqualTo("released");
        assertThat(first.at("/before").isNull()).isTrue();
        assertThat(text(first, "/changes/years/0/revision_kind")).isEqualTo("first");
        assertThat(number(first, "/changes/years/0/closing_count")).isEqualTo(1020);
        assertThat(first.at("/headlines/0/years/0/opening_count").isNull()).isTrue();
        assertThat(number(first, "/headlines/0/years/0/closing_count")).isEqualTo(340);
        assertThat(told).containsExactly(Reason.of("REPORT_WRITTEN", page(1)));

        load(months("DICIEMBRE", "08/01/2024", "24/01/2024", 25).write(folder.resolve("year.csv")));
        JsonNode second = report(2);
        assertThat(number(second, "/before/release_number")).isEqualTo(1);
        assertThat(number(second, "/after/release_number")).isEqualTo(2);
        assertThat(text(second, "/after/figures_digest")).isNotEqualTo(text(second, "/before/figures_digest"));
        assertThat(text(second, "/changes/years/0/revision_kind")).isEqualTo("extended");
        assertThat(number(second, "/changes/years/0/months_added")).isEqualTo(7);
        assertThat(number(second, "/headlines/0/years/0/opening_count")).isEqualTo(340);
        assertThat(number(second, "/headlines/0/years/0/closing_count")).isEqualTo(850);
        assertThat(second.at("/changes/totals"))
                .extracting(
                        totals -> totals.path("grain").asString(),
                        totals -> totals.path("count").asLong())
                .contains(tuple("fiscal_district", 34L), tuple("offence", 3L));
        JsonNode sums = second.at("/deliveries/0/control_totals/measures/0");
        assertThat(text(sums, "/raw_sum")).isEqualTo("2550").isEqualTo(text(sums, "/fact_sum"));
        assertThat(sums.at("/is_balanced").asBoolean()).isTrue();
        JsonNode year = second.at("/series/0/years/0");
        assertThat(number(year, "/opening_count")).isEqualTo(1020);
        assertThat(number(year, "/current_count")).isEqualTo(2550);
        assertThat(year.at("/is_of_this_run").asBoolean()).isTrue();
        assertThat(Files.readString(page(2))).contains("extended by 7 months", "▲ new here");

        whatIsHeldOrUnreadableWithItsReason();
        whyNothingWasReleased();
    }

    private void whatIsHeldOrUnreadableWithItsReason() throws IOException {
        Path part = months("DICIEMBRE", "08/02/2024", "24/02/2024", 26)
                .with(rows -> rows.subList(0, 60).stream()
                        .map(row -> row.replace(",AMAZONAS,PENAL,", ",<b>\u202EAMAZONAS,PENAL,"))
                        .map(row -> row.contains(",ANCASH,PENAL,DENUNCIA,NO TIP") ? row.replace(",26,", ",x,") : row)
                        .toList())
                .write(folder.resolve("<img src=x onerror=alert(1)>.csv"));
        Path renamed = months("DICIEMBRE", "08/02/2024", "24/02/2024", 26).write(folder.resolve("renamed.csv"));
        Files.writeString(renamed, Files.readString(renamed).replace("cantidad", "total"));
        load(part, renamed);
        JsonNode held = report(3);
        assertThat(text(held, "/verdict")).isEqualTo("held");
        assertThat(held.at("/deliveries"))
                .extracting(delivery -> delivery.path("state").asString())
                .containsExactly("held", "unreadable");
        assertThat(text(held, "/deliveries/0/reasons/0")).contains("34 expected codes");
        assertThat(text(held, "/deliveries/1/layout_change/columns/0/text")).contains("cantidad", "total");
        assertThat(held.at("/changes/years")).isEmpty();
        assertThat(held.at("/unmapped_labels/0/nearest")).isNotEmpty();
        assertThat(number(held, "/unmapped_labels/0/cells")).isEqualTo(3);
        assertThat(held.at("/findings/by_place"))
                .filteredOn(place -> place.path("code").asString().equals("LABEL_UNMAPPED"))
                .extracting(
                        place -> place.path("place_name").asString(),
                        place -> place.path("count").asLong())
                .containsExactly(tuple("<b>\u202EAMAZONAS", 3L));
        assertThat(held.at("/findings/by_place"))
                .filteredOn(place -> place.path("code").asString().equals("COUNT_NOT_A_NUMBER"))
                .extracting(place -> place.path("place_code").asString())
                .containsExactly("ANCASH");
        assertThat(Files.readString(page(3)))
                .contains("&lt;b&gt;[U+202E]AMAZONAS", "&lt;img src=x onerror=alert(1)&gt;.csv")
                .doesNotContain("<b>", "<img", "\u202E");
    }

    private void whyNothingWasReleased() throws IOException {
        Office office = new Office(folder.resolve("warehouse"));
        jobs = office.editableJobs(folder.resolve("jobs"));
        Path districts = jobs.resolve("codelists/pe-fiscal-districts.csv");
        Files.writeString(districts, Files.readString(districts).replace("\nSANTA,SANTA,", "\nSANTA,SANTAH,"));
        assertThatThrownBy(() -> load(folder.resolve("may.csv"))).isInstanceOf(Refused.class);
        JsonNode refused = report(4);
        assertThat(text(refused, "/verdict")).isEqualTo("refused");
        assertThat(text(refused, "/refusal/code")).isEqualTo("MAPPING_BREAKS_ACCEPTED");
        assertThat(number(refused, "/after/release_number")).isEqualTo(number(refused, "/before/release_number"));
        assertThat(told).contains(Reason.of("REPORT_WRITTEN", page(4)));
    }

    @Test
    void areNoReasonForALoadToFail() throws IOException {
        Path may = months("MAYO", "06/06/2023", "19/06/2023", 10).write(folder.resolve("may.csv"));
        LoadReport report = Loads.run(request(may), progress(page(1).resolve("in the way")), Clock.systemUTC());
        assertThat(report.exitCode()).isZero();
        assertThat(report.release()).isNotNull();
        assertThat(told).extracting(Reason::code).containsExactly("REPORT_UNWRITTEN");
        assertThat(told.get(0).arguments().get(0)).isEqualTo(page(1).toString());
        assertThat(page(1).resolveSibling("report.html.new")).doesNotExist();
    }

    private static NationalFile months(String last, String extracted, String published, int count) {
        return NationalFile.of(last, 2023, extracted, published).counting((district, offence) -> count);
    }

    private void load(Path... files) {
        Loads.run(request(files), progress(null), Clock.systemUTC());
    }

    private LoadRequest request(Path... files) {
        return new LoadRequest(folder, folder.resolve("warehouse"), jobs, List.of(files), null, null);
    }

    private Progress progress(@Nullable Path inTheWay) {
        return new Progress() {
            @Override
            public void begins(String step, int pieces) {
                if (inTheWay != null && step.equals("release")) {
                    try {
                        Files.createDirectories(inTheWay);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }

            @Override
            public void advances(String piece) {}

            @Override
            public void tells(Reason news) {
                told.add(news);
            }
        };
    }

    private Path page(long run) {
        return folder.resolve("warehouse/runs").resolve(run + "/report.html");
    }

    private JsonNode report(long run) throws IOException {
        return JSON.readTree(Files.readString(page(run).resolveSibling("report.json")));
    }

    private static String text(JsonNode node, String path) {
        return node.at(path).asString();
    }

    private static long number(JsonNode node, String path) {
        return node.at(path).asLong();
    }
}
