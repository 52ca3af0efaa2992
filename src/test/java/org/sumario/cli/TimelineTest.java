package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final int COLUMNS = 80;

    /** A year published in May, revised, extended, overtaken by an older one that came late, and confirmed. */
    private static final List<DrawnVintage> STORY = List.of(
            vintage("pe", "all", 2022, 12, "2023-01-20", "2023-01-20", null, 1_126_824L, true),
            vintage("pe", "all", 2023, 5, "2023-06-19", "2023-06-19", "2023-07-10", 495_340L, false),
            vintage("pe", "all", 2023, 5, "2023-07-10", "2023-07-10", "2024-01-24", 480_644L, false),
            vintage("pe", "all", 2023, 11, "2024-02-10", null, null, 1_100_000L, false),
            confirmed(
                    vintage("pe", "all", 2023, 12, "2024-01-24", "2024-01-24", null, 1_233_421L, true), "2024-06-01"));

    @Test
    void drawsAYearWithWhatEachVintageDidToTheOneBefore() {
        assertThat(draw("en", STORY)).isEqualTo("""

                pe
                      published   until       J F M A M J J A S O N D   complaints
                2022  2023-01-20              ████████████████████████   1,126,824  current
                2023  2023-06-19  2023-07-10  ▒▒▒▒▒▒▒▒▒▒··············     495,340  superseded
                                              │ revised, -14,696
                      2023-07-10  2024-01-24  ▒▒▒▒▒▒▒▒▒▒··············     480,644  superseded
                                              │ extended by 6 months, +619,356
                      2024-02-10              ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒··   1,100,000  superseded
                                              │ never current: a later one was published before
                                              │ extended by 1 month, +133,421
                      2024-01-24              ████████████████████████   1,233,421  current
                                              │ published again unchanged, last on 2024-06-01

                ██ months of the current vintage  ▒▒ of a superseded one
                """);
    }

    @Test
    void drawsTheSameInSpanish() {
        assertThat(draw("es", STORY)).isEqualTo("""

                pe
                      publicada   hasta       E F M A M J J A S O N D   denuncias
                2022  2023-01-20              ████████████████████████  1,126,824  vigente
                2023  2023-06-19  2023-07-10  ▒▒▒▒▒▒▒▒▒▒··············    495,340  reemplazada
                                              │ revisada, -14,696
                      2023-07-10  2024-01-24  ▒▒▒▒▒▒▒▒▒▒··············    480,644  reemplazada
                                              │ ampliada en 6 meses, +619,356
                      2024-02-10              ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒··  1,100,000  reemplazada
                                              │ nunca vigente: una posterior se publicó antes
                                              │ ampliada en 1 mes, +133,421
                      2024-01-24              ████████████████████████  1,233,421  vigente
                                              │ publicada sin cambios hasta el 2024-06-01

                ██ meses de la edición vigente  ▒▒ de una reemplazada
                """);
    }

    @Test
    void drawsOneVintageWithoutAWordOfChange() {
        assertThat(draw("en", STORY.subList(0, 1)).lines()).hasSize(6).noneMatch(line -> line.contains("│"));
    }

    @Test
    void drawsNothingWithoutVintages() {
        assertThat(draw("en", List.of())).isEmpty();
    }

    @Test
    void givesAScopeOneLineWhereASourceHasMany() {
        List<DrawnVintage> regions = new ArrayList<>();
        for (int region = 1; region <= 16; region++) {
            String scope = "CL-" + (char) ('A' + region);
            regions.add(vintage("cl", scope, 2024, 6, "2024-07-05", "2024-07-05", "2025-01-10", 100L * region, false));
            regions.add(vintage("cl", scope, 2024, 12, "2025-01-10", "2025-01-10", null, 200L * region, true));
        }
        List<String> lines = draw("en", regions).lines().toList();
        assertThat(lines).hasSize(1 + 2 + 16 + 2);
        assertThat(lines.subList(1, 4))
                .containsExactly(
                        "cl, 16 scopes (all vintages of one: --scope CL-B)",
                        "2024   published   J F M A M J J A S O N D   complaints      change  vintages",
                        "CL-B   2025-01-10  ████████████████████████         200        +100         2");
        assertThat(lines).allMatch(line -> Printable.width(line) <= COLUMNS);
    }

    @Test
    void drawsSeveralSourcesAndScopesApart() {
        List<String> lines = draw(
                        "en",
                        List.of(
                                vintage("cl", "CL-AI", 2024, 12, "2025-01-10", "2025-01-10", null, 7L, true),
                                vintage("cl", "CL-CO", 2024, 12, "2025-01-10", "2025-01-10", null, 8L, true),
                                received("pe-cases", 2022, 9L)))
                .lines()
                .toList();
        assertThat(lines).contains("cl, CL-AI", "cl, CL-CO", "pe-cases");
        assertThat(lines.get(lines.indexOf("pe-cases") + 1)).endsWith(" received");
        assertThat(lines).noneMatch(line -> line.contains("│"));
    }

    @Test
    void staysWithinANarrowTerminalInBothLanguages() {
        List<DrawnVintage> many = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            int months = 1 + i / 2;
            String day = LocalDate.of(2023, 1, 28).plusMonths(i).toString();
            many.add(confirmed(
                    vintage("mx", "a".repeat(40), 2023, months, day, null, null, 10_000_000L + i, false),
                    "2026-01-01"));
        }
        for (String language : List.of("en", "es")) {
            List<String> lines = draw(language, many).lines().toList();
            assertThat(lines.stream().filter(line -> line.contains("▒▒▒▒"))).hasSizeBetween(22, 25);
            assertThat(lines).allMatch(line -> Printable.width(line) <= COLUMNS);
        }
    }

    @Test
    void tellsARevisionThatLeavesTheTotal() {
        assertThat(draw(
                        "en",
                        List.of(
                                vintage("pe", "all", 2023, 5, "2023-06-19", "2023-06-19", "2023-07-10", 5L, false),
                                vintage("pe", "all", 2023, 5, "2023-07-10", "2023-07-10", null, 5L, true))))
                .contains("│ revised, same total");
    }

    @Test
    void aNameFromAStrangerMovesNoCursor() {
        DrawnVintage hostile = DrawnVintage.of(java.util.Arrays.asList(
                "pe\u001b[2J\n",
                "all",
                2023,
                LocalDate.of(2023, 1, 1),
                LocalDate.of(2023, 5, 31),
                LocalDate.of(2023, 6, 9),
                null,
                null,
                null,
                1L,
                null,
                true));
        assertThat(draw("en", List.of(hostile))).startsWith("\npe[2J\n").doesNotContain("\u001b");
    }

    private static String draw(String language, List<DrawnVintage> vintages) {
        return Timeline.draw(vintages, new Messages(Locale.forLanguageTag(language), new ByteArrayOutputStream()));
    }

    private static DrawnVintage vintage(
            String source,
            String scope,
            int year,
            int months,
            String published,
            @Nullable String from,
            @Nullable String to,
            @Nullable Long complaints,
            boolean isCurrent) {
        LocalDate end = LocalDate.of(year, months, 1).plusMonths(1).minusDays(1);
        return new DrawnVintage(
                source,
                scope,
                year,
                LocalDate.of(year, 1, 1),
                end,
                LocalDate.parse(published),
                null,
                from == null ? null : LocalDate.parse(from),
                to == null ? null : LocalDate.parse(to),
                complaints,
                null,
                isCurrent);
    }

    private static DrawnVintage confirmed(DrawnVintage one, String lastOn) {
        return new DrawnVintage(
                one.source(),
                one.scope(),
                one.year(),
                one.periodStart(),
                one.periodEnd(),
                one.publishedDate(),
                LocalDate.parse(lastOn),
                one.publishedFrom(),
                one.publishedTo(),
                one.complaintCount(),
                one.receivedCount(),
                one.isCurrent());
    }

    private static DrawnVintage received(String source, int year, long count) {
        LocalDate published = LocalDate.of(year + 1, 1, 9);
        return new DrawnVintage(
                source,
                "all",
                year,
                LocalDate.of(year, 1, 1),
                LocalDate.of(year, 12, 31),
                published,
                published,
                published,
                null,
                null,
                count,
                true);
    }
}
