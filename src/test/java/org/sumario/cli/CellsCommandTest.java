package org.sumario.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumario.SmallZip;
import org.sumario.cli.SmallWarehouse.Answer;
import org.sumario.input.Parts;

class CellsCommandTest {
    @TempDir
    Path home;

    @Test
    void showsTheCellsOfATextAndHowItWasRead() {
        write("a.csv", "año;n\n2019;1\n".getBytes(UTF_8));
        Answer answer = run("cells", "a.csv", "--lang", "es");
        assertThat(answer.lines())
                .containsExactly(
                        "sheet_name,cell,type,text", "a,A1,text,año", "a,B1,text,n", "a,A2,text,2019", "a,B2,text,1");
        assertThat(answer.messages().strip())
                .isEqualTo("a: Leído como texto; codificación y delimitador: UTF-8 \";\".");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void showsWhatAPersonSeesBesideWhatIsStored() throws IOException {
        String styles = "<styleSheet><cellXfs><xf/><xf numFmtId='14'/><xf numFmtId='9'/></cellXfs></styleSheet>";
        String rows = "<row r='1'><c r='A1' s='1'><v>45315</v></c><c r='B1' s='2'><v>0.25</v></c></row>";
        Parts.ofRows(rows).with("xl/styles.xml", styles).write(home.resolve("a.xlsx"));
        assertThat(run("cells", "a.xlsx", "--shown").lines())
                .containsExactly(
                        "sheet_name,cell,type,text,shown", "S,A1,date,2024-01-24,1/24/24", "S,B1,number,0.25,25%");
    }

    @Test
    void showsTheCellsOfEveryMemberOfAnArchiveByMemberAndSheet() {
        zip();
        Answer answer = run("cells", "x.zip");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.lines())
                .containsExactly(
                        "sheet_name,cell,type,text",
                        "2023/a.csv!a,A1,text,p",
                        "2023/a.csv!a,B1,text,q",
                        "b.csv!b,A1,text,r",
                        "b.csv!b,B1,text,s");
        assertThat(answer.messages()).contains("x.zip!c.pdf");
    }

    @Test
    void showsOneSheetOfAnArchiveByEitherOfItsNames() {
        zip();
        for (String name : new String[] {"b", "b.csv!b"}) {
            assertThat(run("cells", "x.zip", "--sheet", name).lines())
                    .containsExactly("sheet_name,cell,type,text", "b.csv!b,A1,text,r", "b.csv!b,B1,text,s");
        }
        Answer missing = run("cells", "x.zip", "--sheet", "z");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.messages()).contains("2023/a.csv!a, b.csv!b");
    }

    @Test
    void tellsTheMembersThatCannotBeReadAndShowsTheOthers() {
        byte[] bytes =
                new SmallZip().with("a.csv", "p,q\n").with("b.csv", "r,s\n").bytes();
        write("x.zip", SmallZip.encrypted(bytes, 0));
        Answer answer = run("cells", "x.zip");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.lines()).contains("b.csv!b,A1,text,r").hasSize(3);
        assertThat(answer.messages()).contains("x.zip!a.csv", "password");
    }

    @Test
    void showsTheCellsOfAFileThatGzipPacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("p,q\n".getBytes(UTF_8));
        }
        write("a.csv.gz", packed.toByteArray());
        assertThat(run("cells", "a.csv.gz").lines()).contains("a.csv!a,A1,text,p", "a.csv!a,B1,text,q");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json | [{'sheet_name':'a','cell':'A1','type':'text','text':'p'},{'sheet_name':'a','cell':'B1','type':'text','text':'q'}]",
                "csv  | sheet_name,cell,type,texta,A1,text,pa,B1,text,q"
            },
            quoteCharacter = '`')
    void endsItsTableWhereTheFileBreaksOff(String format, String expected) {
        write("a.csv", "p,q\n1,\"x\n".getBytes(UTF_8));
        Answer answer = run("cells", "a.csv", "--format", format);
        assertThat(answer.output().replace("\n", "")).isEqualTo(expected.replace('\'', '"'));
        assertThat(answer.messages()).contains("a.csv").contains("2");
        assertThat(answer.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"en, It was cut off.", "es, Está cortado."})
    void tellsWhatIsWrongInTheReadersLanguage(String language, String cutOff) {
        write("a.csv.gz", new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 3});
        assertThat(run("cells", "a.csv.gz", "--lang", language).messages()).contains(cutOff);
    }

    @Test
    void refusesAnArchiveWithoutASpreadsheet() {
        write("x.zip", new SmallZip().with("c.pdf", "%PDF-1.4").bytes());
        Answer answer = run("cells", "x.zip");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.messages()).contains("x.zip holds no spreadsheet");
    }

    private void zip() {
        write(
                "x.zip",
                new SmallZip()
                        .with("2023/a.csv", "p,q\n")
                        .with("c.pdf", "%PDF-1.4")
                        .with("b.csv", "r,s\n")
                        .bytes());
    }

    private void write(String name, byte[] bytes) {
        try {
            Files.write(home.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer run(String... arguments) {
        return new SmallWarehouse(home).run(arguments);
    }
}
