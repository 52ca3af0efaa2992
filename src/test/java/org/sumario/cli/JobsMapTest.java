package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.cli.SmallWarehouse.Answer;

/** What a label means is decided by a person and recorded beside the code list. */
class JobsMapTest {
    private static final String LIST = """
            code,name,labels,parent,valid_from,valid_to
            NORTE,Norte,NORTE,,,
            SUR,Sur,SUR,,,
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path folder;

    @BeforeEach
    void list() throws IOException {
        Files.createDirectories(folder.resolve("jobs/codelists"));
        Files.writeString(folder.resolve("jobs/codelists/zones.csv"), LIST);
    }

    @Test
    void recordsWhoWhenFromWhichDeliveryAndWhy() throws Exception {
        SmallWarehouse warehouse = new SmallWarehouse(folder).release();
        Answer answer = warehouse.run(
                "jobs",
                "map",
                "Zona \"SURR\",  1",
                "SUR",
                "--codelist",
                "zones",
                "--delivery",
                "bbbbbbbb11",
                "--reason",
                "a slip");
        assertThat(answer.exitCode()).as(answer.messages()).isZero();
        assertThat(answer.messages()).contains("means SUR (Sur) from now on");
        assertThat(Files.readAllLines(decisions()))
                .hasSize(2)
                .startsWith("label,code,decided_by,decided_at,delivery,reason")
                .last()
                .asString()
                .matches("\"Zona \"\"SURR\"\", 1\",SUR," + System.getProperty("user.name")
                        + ",\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ,bbbbbbbb11,a slip");
        assertThat(warehouse
                        .run("jobs", "map", "Sureño", "SUR", "--codelist", "zones", "--reason", "again")
                        .exitCode())
                .isZero();
        assertThat(Files.readAllLines(decisions())).hasSize(3);
    }

    @Test
    void refusesWhatWouldGiveALabelTwoMeanings() {
        refuses("already means NORTE (Norte)", "Norte", "SUR", "--codelist", "zones", "--reason", "x");
        refuses("already means SUR (Sur)", "SUR", "SUR", "--codelist", "zones", "--reason", "x");
    }

    @Test
    void refusesCodesAndListsAndDeliveriesThatDoNotExist() {
        refuses("Codes written nearly so: NORTE", "N", "NORT", "--codelist", "zones", "--reason", "x");
        refuses("There is no code list", "N", "NORTE", "--codelist", "../zones", "--reason", "x");
        refuses(
                "No delivery begins with",
                "N",
                "NORTE",
                "--codelist",
                "zones",
                "--delivery",
                "0123456789",
                "--reason",
                "x");
        refuses("Give a reason", "N", "NORTE", "--codelist", "zones", "--reason", " ");
        refuses("label is blank", " ", "NORTE", "--codelist", "zones", "--reason", "x");
        refuses("No se registró nada", "Norte", "SUR", "--codelist", "zones", "--reason", "x", "--lang", "es");
    }

    @Test
    void appendsToALineThatAnEditorLeftOpen() throws IOException {
        Files.writeString(decisions(), "label,code,decided_by,decided_at,delivery,reason\nSureño,SUR,a,b,,c");
        Answer answer = new SmallWarehouse(folder)
                .run("jobs", "map", "Norteño", "NORTE", "--codelist", "zones", "--reason", "x");
        assertThat(answer.exitCode()).as(answer.messages()).isZero();
        assertThat(Files.readAllLines(decisions())).hasSize(3);
    }

    private void refuses(String because, String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "jobs";
        all[1] = "map";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        Answer answer = new SmallWarehouse(folder).run(all);
        assertThat(answer.exitCode()).as(answer.messages()).isEqualTo(2);
        assertThat(answer.messages()).contains(because);
        assertThat(decisions()).doesNotExist();
    }

    private Path decisions() {
        return folder.resolve("jobs/codelists/zones.labels.csv");
    }
}
