package org.sumario.report;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.sumario.report.Account.Arrival;
import org.sumario.report.Account.CellChange;
import org.sumario.report.Account.ChangedTotals;
import org.sumario.report.Account.Changes;
import org.sumario.report.Account.ControlTotals;
import org.sumario.report.Account.Findings;
import org.sumario.report.Account.Headline;
import org.sumario.report.Account.HeadlineYear;
import org.sumario.report.Account.IfAccepted;
import org.sumario.report.Account.Kind;
import org.sumario.report.Account.LayoutChange;
import org.sumario.report.Account.MappingChange;
import org.sumario.report.Account.MappingChanges;
import org.sumario.report.Account.MeasureTotals;
import org.sumario.report.Account.PlaceCount;
import org.sumario.report.Account.Release;
import org.sumario.report.Account.Rule;
import org.sumario.report.Account.Sentence;
import org.sumario.report.Account.Series;
import org.sumario.report.Account.SeriesYear;
import org.sumario.report.Account.TotalChange;
import org.sumario.report.Account.UnmappedLabel;
import org.sumario.report.Account.Verdict;
import org.sumario.report.Account.YearChange;

/** An account that has something in every field, with one text wherever a text may come from a spreadsheet. */
final class AnAccount {
    private static final Instant DAY = Instant.parse("2024-01-24T10:00:00Z");

    private AnAccount() {}

    static Account with(String text) {
        Sentence sentence = new Sentence("CODE", List.of(text), text, text);
        YearChange extended = new YearChange(
                "a-source",
                "all",
                2023,
                "extended",
                7L,
                "a-source:all:2023@1",
                "a-source:all:2023@2",
                "2023-01-01",
                "2023-05-31",
                "2023-01-01",
                "2023-12-31",
                495_340L,
                1_233_421L,
                null,
                null,
                "new_vintage",
                List.of(new CellChange("complaint_count", "grew", 5, 743_566)));
        Changes changes = new Changes(
                List.of(extended),
                List.of(new ChangedTotals(
                        "extended",
                        "fiscal_district",
                        31,
                        Collections.nCopies(
                                20,
                                new TotalChange(
                                        "a-source", "all", 2023, "complaint_count", text, text, 100, 90, -10)))));
        return new Account(
                Account.FORMAT,
                Kind.LOAD,
                Verdict.RELEASED_NEEDS_DECISION,
                sentence,
                "0123abcd",
                7,
                DAY,
                DAY.plusSeconds(5),
                new Release(1, DAY, "f1"),
                new Release(2, DAY, "f2"),
                List.of(new Arrival(
                        "ab".repeat(32),
                        text,
                        "a-source",
                        "held",
                        "rejected",
                        true,
                        DAY,
                        List.of(text),
                        List.of(text),
                        new ControlTotals(
                                9,
                                9,
                                8,
                                1,
                                List.of(new MeasureTotals("complaint_count", "1234.5", "1200", "34.5", 1, 0, true))),
                        new LayoutChange("a-source", text, List.of(sentence)))),
                List.of(),
                List.of(text),
                new Findings(
                        100_000,
                        List.of(new Rule("warning", "LABEL_UNMAPPED", 100_000, text, text, text, text)),
                        1,
                        List.of(new PlaceCount("warning", "LABEL_UNMAPPED", text, text, 100_000))),
                List.of(new UnmappedLabel("a-source", "fiscal_district", "a-list", text, 3, text, List.of(text))),
                changes,
                List.of(new Headline(
                        "a-source", text, text, "complaint_count", List.of(new HeadlineYear(2023, 1_566L, 4_060L)))),
                new MappingChanges(
                        List.of("a-source"),
                        1,
                        0,
                        1,
                        List.of(new MappingChange("a-source", text, "region", text, "complaint_count", 60, 30))),
                List.of(new Series(
                        "a-source",
                        text,
                        text,
                        "a_thing",
                        "year_to_date",
                        "complaint_count",
                        List.of(
                                new SeriesYear(
                                        2023, 1_233_421, 495_340L, "2023-01-01", "2023-12-31", true, true, 1, 0, 1, 1),
                                new SeriesYear(
                                        2024,
                                        400_000,
                                        400_000L,
                                        "2024-01-01",
                                        "2024-05-31",
                                        false,
                                        false,
                                        0,
                                        0,
                                        1,
                                        1)))),
                List.of(new IfAccepted("cd".repeat(32), text, sentence, changes)),
                List.of(sentence));
    }
}
