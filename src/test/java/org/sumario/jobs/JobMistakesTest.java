package org.sumario.jobs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumario.model.Reason;

class JobMistakesTest {

    private static final String JOB = "mpfn-complaints.yml";

    @TempDir
    Path temporary;

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void refusesMistakeWithItsLine(String mistake, String text, String replacement, String onLineOf, String says) {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        String spoilt = folder.replace(JOB, text, replacement);
        Reason reason = JobsFolder.refusal(folder.file(JOB));
        JobsFolder.assertRefused(reason, "JOB_FILE_BAD", JOB, JobsFolder.lineOf(spoilt, onLineOf), says);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("unknown key", "scope: all", "scope: all\ncolour: red", "colour", "'colour' is unknown"),
                arguments("misspelt key", "publisher:", "publsher:", "publsher:", "is it 'publsher'?"),
                arguments("unknown column key", "    pad: 6", "    width: 6", "width", "known here: header, across"),
                arguments(
                        "option of another role", "role: year", "role: year\n    pad: 4", "pad: 4", "'pad' is unknown"),
                arguments("missing key", "licence: ODC-By-1.0\n", "", "source:", "'licence' is missing"),
                arguments("missing title", "  es: Delitos denunciados, Perú\n", "", "  en: Comp", "'es' is missing"),
                arguments("no value", "scope: all", "scope:", "scope:", "'scope' has no value"),
                arguments("blank text", "scope: all", "scope: ' '", "scope:", "must not be blank"),
                arguments("number as text", "value: \"152\"", "value: 152", "value: 152", "write \"152\""),
                arguments("Norway", "country: PE", "country: NO", "country", "write \"NO\""),
                arguments("no such country", "country: PE", "country: XQ", "country", "'XQ' is no country"),
                arguments("text as number", "first_year: 2000", "first_year: soon", "first_year", "not 'soon'"),
                arguments("year out of range", "first_year: 2000", "first_year: 20000", "first_year", "1900 to 2100"),
                arguments("text as flag", "role: year", "role: year\n    required: si", "required", "true or false"),
                arguments("text as list", "[ubigeo]", "ubigeo", "aliases: ubigeo", "must be a list"),
                arguments("text as mapping", "  cron: \"0", "  - \"0", "  zone", "this is not YAML"),
                arguments(
                        "list as mapping", "headline:\n", "headline: []\nheadings:\n", "headline: []", "'key: value'"),
                arguments(
                        "two places",
                        "role: year",
                        "value: \"2023\"\n    role: year",
                        "value: \"2023\"",
                        "exclude each"),
                arguments(
                        "no place",
                        "- header: anio_denuncia",
                        "- required: true",
                        "required: true",
                        "'header' is missing"),
                arguments(
                        "measure beside",
                        "header: cantidad",
                        "beside: cantidad",
                        "beside: cantidad",
                        "needs a column of the table"),
                arguments(
                        "across of another role",
                        "- header: anio_denuncia",
                        "- across: years",
                        "    role: year",
                        "belongs to the role measure"),
                arguments("unknown across", "header: cantidad", "across: weeks", "weeks", "periods, years, others"),
                arguments(
                        "across without meaning", "header: cantidad", "across: others", "across: others", "header_is"),
                arguments(
                        "two measures across one header",
                        "- header: cantidad",
                        "- {across: [a], header_is: {role: dimension, name: subject}, role: measure, name: received_count}\n"
                                + "  - across: [a]\n    header_is: {role: dimension, name: subject}",
                        "  - across: [a]",
                        "and with 'header_says'"),
                arguments(
                        "one measure across of two",
                        "- header: cantidad",
                        "- {across: [a], header_is: {role: dimension, name: subject}, role: measure, name: received_count}\n"
                                + "  - header: cantidad",
                        "columns:",
                        "all of its layout do"),
                arguments(
                        "header_says elsewhere",
                        "header: cantidad",
                        "header: cantidad\n    header_says: \"{} x\"",
                        "header_says",
                        "belongs to 'across'"),
                arguments(
                        "header_says without value",
                        "header: cantidad",
                        "across: periods\n    header_says: Ingresados",
                        "header_says",
                        "must say with {}"),
                arguments(
                        "header_is elsewhere",
                        "header: cantidad",
                        "header: cantidad\n    header_is: {role: year}",
                        "header_is",
                        "belongs to 'across'"),
                arguments(
                        "aliases elsewhere",
                        "header: ubigeo_pjfs",
                        "value: ubigeo_pjfs",
                        "aliases: [ubigeo]",
                        "belong to 'header'"),
                arguments("pattern without value", "header: fecha_corte", "text: Fecha", "text: Fecha", "with {} or *"),
                arguments("two values", "header: fecha_corte", "text: \"{} {}\"", "text: ", "more than once"),
                arguments("unknown rule", "pad: 6", "clean: [shine]", "shine", "there are: mojibake"),
                arguments(
                        "unknown mark",
                        "name: article",
                        "name: article\n    marks: {x: zero}",
                        "x: zero",
                        "unknown, not_app"),
                arguments(
                        "marks elsewhere",
                        "role: year",
                        "role: year\n    marks: {x: unknown}",
                        "marks",
                        "a measure or a"),
                arguments(
                        "fill elsewhere",
                        "role: published_date",
                        "role: published_date\n    fill: down",
                        "fill",
                        "belongs to a dimension"),
                arguments(
                        "fill upwards", "name: level_1", "name: level_1\n    fill: up", "fill: up", "there are: down"),
                arguments(
                        "condition in a column",
                        "role: attribute\n    name: seat_province",
                        "role: condition\n    equals: [x]",
                        "role: condition",
                        "not a column of the table"),
                arguments(
                        "condition without texts",
                        "role: attribute\n    name: seat_province",
                        "role: condition",
                        "header: prov_pjfs",
                        "or 'lists' those of which it says all"),
                arguments(
                        "one level",
                        "role: dimension\n    name: level_1",
                        "role: hierarchy\n    levels: [level_1]\n    by: code",
                        "levels:",
                        "at least two levels"),
                arguments(
                        "unknown level",
                        "role: dimension\n    name: level_1",
                        "role: hierarchy\n    levels: [level_1, level_9]\n    by: code",
                        "levels:",
                        "'level_9' is no level"),
                arguments(
                        "level codes without hierarchy",
                        "role: attribute\n    name: seat_province",
                        "role: level_code",
                        "columns:",
                        "needs a column with the role hierarchy"),
                arguments(
                        "row total of one column",
                        "role: attribute\n    name: seat_province",
                        "role: row_total",
                        "columns:",
                        "needs one measure that goes across"),
                arguments("header rows", "columns:", "header_rows: 0\ncolumns:", "header_rows", "from 1 to 10"),
                arguments(
                        "columns beside layouts",
                        "columns:",
                        "layouts: []\ncolumns:",
                        "layouts: []",
                        "exclude each other"),
                arguments("unknown role", "role: measure", "role: count", "role: count", "there are: period, year"),
                arguments("unknown dimension", "name: specialty", "name: planet", "planet", "'planet' is no 'name'"),
                arguments(
                        "places without codes",
                        "    codelist: pe-fiscal-districts\n",
                        "",
                        "name: fiscal_district",
                        "needs a 'codelist'"),
                arguments("unknown language", "language: es", "language: qu", "qu", "there are: es"),
                arguments("unknown basis", "basis: seat", "basis: home", "region_basis", "seat, jurisdiction"),
                arguments("unknown accumulation", "year_to_date", "weekly", "weekly", "year_to_date, per_period"),
                arguments(
                        "blank of a measure",
                        "name: complaint_count",
                        "name: complaint_count\n    blank: unknown",
                        "blank: unknown",
                        "rejected, absent, zero"),
                arguments("header twice", "header: generico", "header: CANTIDAD", "header: cantidad", "stands twice"),
                arguments(
                        "alias twice",
                        "[dpto]",
                        "[ubigeo]",
                        "[ubigeo]\n    role: attribute\n    name: seat_dep",
                        "twice"),
                arguments("alias repeated", "[dpto]", "[dpto, dpto]", "[dpto, dpto]", "'dpto' stands twice"),
                arguments(
                        "role twice",
                        "role: year",
                        "role: published_date",
                        "    role: published_date\n\nguards",
                        "twice"),
                arguments("code list absent", "codelist: pe-", "codelist: xx-", "xx-", "does not exist"),
                arguments("path as code list", "regions: pe-regions", "regions: ../x", "../x", "must be the name of a"),
                arguments("share above one", "[fiscal_district]", "[]\n  later_total_at_least: 98", "later", "0 to 1"),
                arguments("share below zero", "[fiscal_district]", "[]\n  later_total_at_least: -1", "later", "0 to 1"),
                arguments("complete without list", "[fiscal_district]", "[specialty]", "[specialty]", "code list"),
                arguments(
                        "unclassified elsewhere",
                        "name: specialty",
                        "name: specialty\n    unclassified: [x]",
                        "[x]",
                        "an offence"),
                arguments(
                        "unclassified subject",
                        "role: dimension\n    name: specialty",
                        "role: hierarchy\n    levels: [specialty, case_type]\n    by: code\n    unclassified: [x]",
                        "[x]",
                        "an offence"),
                arguments(
                        "complaints beside cases",
                        "role: attribute\n    name: seat_district",
                        "role: measure\n    name: received_count",
                        "role: measure\n    name: received_count",
                        "a job file of its own"),
                arguments(
                        "office of a complaint",
                        "name: specialty",
                        "name: office_type",
                        "role: dimension\n    name: office_type",
                        "goes with received_count"),
                arguments(
                        "article of a case",
                        "name: complaint_count",
                        "name: received_count",
                        "role: dimension\n    name: level_1",
                        "goes with complaint_count"),
                arguments("scope of no column", "scope: all", "scope: {dimension: region}", "scope:", "code list"),
                arguments(
                        "complete in a part",
                        "scope: all",
                        "scope: {dimension: fiscal_district}",
                        "complete:",
                        "the whole source"),
                arguments(
                        "two lists of regions",
                        "name: specialty",
                        "name: region\n    codelist: pe-fiscal-districts",
                        "regions: pe",
                        "another code list"),
                arguments(
                        "no measure",
                        "role: measure\n    name: complaint_count",
                        "role: ignored",
                        "columns:",
                        "measure"),
                arguments("no year", "role: year", "role: ignored", "columns:", "no column has the role year"),
                arguments("no period", "role: period\n    language: es", "role: ignored", "columns:", "role period"),
                arguments(
                        "headline elsewhere", "dimension: article", "dimension: region", "dimension: region", "no dim"),
                arguments("four cron fields", "0 6 16 * *", "0 6 16 *", "cron", "five fields"),
                arguments("hour 24", "0 6 16 * *", "0 24 16 * *", "cron", "'24' is no hour"),
                arguments("both days", "0 6 16 * *", "0 6 16 * MON", "cron", "the other one is *"),
                arguments("unknown zone", "America/Lima", "America/Lyma", "zone", "'America/Lyma' is no time zone"),
                arguments("days of grace", "grace_days: 10", "grace_days: -1", "grace_days", "from 0 to 366"),
                arguments("no web address", "https://www.", "www.", "url", "no web address"),
                arguments(
                        "yields to itself", "scope: all", "scope: all\nyields_to: mpfn-complaints", "yields", "itself"),
                arguments("key twice", "scope: all", "scope: all\nscope: all\n# 2", "scope: all\n# 2", "stands twice"),
                arguments("bad YAML", "scope: all", "scope: [all", "scope: [all", "this is not YAML"),
                arguments("a tab", "  en: Complaints", "\ten: Complaints", "\ten:", "this is not YAML"));
    }

    @Test
    void refusesHeadlineOfCasesByRegion() {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        folder.replace("mpfn-cases.yml", "name: subject", "name: region\n    codelist: pe-regions");
        String headline = "headline:\n  title: {en: a, es: b}\n  dimension: region\n  value: PE-LIM\n";
        String spoilt = folder.replace("mpfn-cases.yml", "guards:\n", headline + "guards:\n");
        JobsFolder.assertRefused(
                JobsFolder.refusal(folder.file("mpfn-cases.yml")),
                "JOB_FILE_BAD",
                "mpfn-cases.yml",
                JobsFolder.lineOf(spoilt, "dimension: region"),
                "by fiscal district");
    }

    @Test
    void refusesEmptyFile() {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        folder.write(JOB, "");
        JobsFolder.assertRefused(JobsFolder.refusal(folder.file(JOB)), "JOB_FILE_BAD", JOB, 1, "'key: value'");
    }

    @Test
    void refusesSeveralDocuments() {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        String spoilt = folder.replace(JOB, "country: PE", "--- \ncountry: PE");
        int line = JobsFolder.lineOf(spoilt, "--- ");
        JobsFolder.assertRefused(JobsFolder.refusal(folder.file(JOB)), "JOB_FILE_BAD", JOB, line, "not YAML");
    }

    @Test
    void refusesAnchorThatContainsItself() {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        String spoilt = folder.replace(JOB, "aliases: [ubigeo]", "aliases: &a [*a]");
        int line = JobsFolder.lineOf(spoilt, "&a");
        JobsFolder.assertRefused(JobsFolder.refusal(folder.file(JOB)), "JOB_FILE_BAD", JOB, line, "single value");
    }

    @Test
    void refusesTextThatIsNoYamlCharacter() {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        String spoilt = folder.replace(JOB, "scope: all", "scope: a\u0000ll");
        int line = JobsFolder.lineOf(spoilt, "\u0000");
        JobsFolder.assertRefused(JobsFolder.refusal(folder.file(JOB)), "JOB_FILE_BAD", JOB, line, "not YAML");
    }

    @Test
    void refusesQuoteThatIsNeverClosed() {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        folder.replace("codelists/pe-regions.csv", "PE-AYA,Ayacucho", "PE-AYA,\"Ayacucho");
        Reason reason = JobsFolder.refusal(folder.file(JOB));
        JobsFolder.assertRefused(reason, "CODELIST_BAD", "pe-regions.csv", 6, "");
    }

    @Test
    void refusesFileThatIsNotUtf8() throws IOException {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        String text = folder.read(JOB);
        Files.write(folder.file(JOB), text.getBytes(StandardCharsets.ISO_8859_1));
        int line = JobsFolder.lineOf(text, "Perú");
        JobsFolder.assertRefused(JobsFolder.refusal(folder.file(JOB)), "JOB_FILE_BAD", JOB, line, "UTF-8");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codelistMistakes")
    void refusesMistakeInCodelistWithItsLine(String text, String replacement, String onLineOf, String says) {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        String list = "pe-fiscal-districts.csv";
        String spoilt = folder.replace("codelists/" + list, text, replacement);
        Reason reason = JobsFolder.refusal(folder.file(JOB));
        JobsFolder.assertRefused(reason, "CODELIST_BAD", list, JobsFolder.lineOf(spoilt, onLineOf), says);
    }

    static Stream<Arguments> codelistMistakes() {
        return Stream.of(
                arguments("code,name", "name,code", "name,code", "must begin with code,name,labels"),
                arguments("TACNA,TACNA,,", "TACNA,TACNA,Santa,", "TACNA,TACNA,Santa", "also means SANTA, see line 30"),
                arguments("TACNA,TACNA,,", "TUMBES,TACNA,,", "TUMBES,TUMBES", "valid twice"),
                arguments("PE-TAC", "PE-XXX", "PE-XXX", "nor of pe-regions"),
                arguments("TACNA,TACNA,,", "TACNA,,,", "TACNA,,,", "has no name"),
                arguments("TACNA,TACNA,,", "Tácna,TACNA,,", "Tácna", "is no code"),
                arguments("PE-TAC,,,", "PE-TAC,,", "TACNA,TACNA", "there are 6 fields"),
                arguments("PE-TAC,,,", "PE-TAC,1/2/2020,,", "1/2/2020", "2022-01-31"),
                arguments("PE-TAC,,,", "PE-TAC,2022-02-01,2022-01-31,", "2022-02-01", "before valid_from"));
    }

    @Test
    void refusesParentsWithoutListOfRegions() {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        folder.replace(JOB, "regions: pe-regions", "");
        JobsFolder.assertRefused(
                JobsFolder.refusal(folder.file(JOB)), "CODELIST_BAD", "pe-fiscal-districts.csv", 2, "'regions'");
    }
}
