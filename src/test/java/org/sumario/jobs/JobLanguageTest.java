package org.sumario.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema that editors use and the parser describe one language: what the parser names in a refusal is what the schema names. */
class JobLanguageTest {

    private static final String JOB = "sample-complaints.yml";
    private static final Pattern KNOWN = Pattern.compile("known here: (.*)$");
    private static final Pattern THERE_ARE = Pattern.compile("there are: (.*)$");
    private static final JsonNode SCHEMA = JsonMapper.shared().readTree(JobsFolder.ORIGINAL.resolve("job.schema.json"));

    @TempDir
    Path temporary;

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "scope: all; 'scope: all\nzzz: 1'; /properties",
                "'property:'; 'zzz: 1\n  property:'; /properties/marker/properties",
                "scope: all; scope: {zzz: 1, dimension: region}; /properties/scope/oneOf/1/properties",
                "'title:'; 'title:\n  zzz: 1'; /$defs/titles/properties",
                "'headline:'; 'headline:\n  zzz: 1'; /properties/headline/properties",
                "'guards:'; 'guards:\n  zzz: 1'; /properties/guards/properties",
                "'columns:'; 'layouts: [{name: a, zzz: 1, columns: [{header: b, role: year}, {header: c, role: period}, {header: d, role: measure, name: complaint_count}]}]\nrest:'; /$defs/layout/properties",
                "'headline:'; 'schedule: {zzz: 1, cron: 0 0 1 * *, zone: UTC, grace_days: 1}\nheadline:'; /properties/schedule/properties",
                "'headline:'; 'rules: [{rule: published_late, zzz: 1}]\nheadline:'; /$defs/shared_rule/properties",
                "'headline:'; 'rules: [{name: a, severity: info, reason: {en: a, es: a}, advice: {en: a, es: a}, sql: a, zzz: 1}]\nheadline:'; /$defs/rule/properties"
            })
    void schemaNamesTheKeysOfTheParser(String text, String replacement, String pointer) {
        assertThat(named(KNOWN, text, replacement))
                .containsExactlyInAnyOrderElementsOf(SCHEMA.at(pointer).propertyNames());
    }

    @Test
    void schemaNamesTheRolesOfTheParserAndTheirOptions() {
        List<String> roles = named(THERE_ARE, "role: year", "role: zzz");
        assertThat(SCHEMA.at("/properties/columns/items/oneOf").values())
                .extracting(role -> role.get("$ref").stringValue())
                .containsExactlyElementsOf(
                        roles.stream().map(role -> "#/$defs/" + role).toList());
        Map<String, String> options = Map.of(
                "period", "language: es, ",
                "dimension", "name: level_4, ",
                "measure", "name: complaint_count, ",
                "attribute", "name: zzz, ",
                "hierarchy", "levels: [subject, office_type], by: code, ",
                "condition", "equals: [zzz], ");
        for (String role : roles) {
            String place = role.equals("condition") ? "value" : "header";
            String column =
                    "  - {" + place + ": zzz, role: " + role + ", " + options.getOrDefault(role, "") + "zzz: 1}\n";
            // In place of the first columns, so that the role is not there yet.
            assertThat(named(KNOWN, "columns:\n", "columns:\n" + column))
                    .as(role)
                    .containsExactlyInAnyOrderElementsOf(
                            SCHEMA.at("/$defs/" + role + "/properties").propertyNames());
        }
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "name: specialty; name: zzz; /$defs/dimension/properties/name/enum",
                "name: specialty; 'name: specialty\n    blank: zzz'; /$defs/dimension/properties/blank/enum",
                "name: complaint_count; 'name: complaint_count\n    blank: zzz'; /$defs/measure/properties/blank/enum",
                "name: complaint_count; name: zzz; /$defs/measure/properties/name/enum",
                "scope: all; scope: {dimension: zzz}; /properties/scope/oneOf/1/properties/dimension/enum",
                "language: es; language: zzz; /$defs/period/properties/language/enum",
                "header: cantidad; across: zzz; /$defs/across/anyOf/0/enum",
                "name: specialty; 'name: specialty\n    clean: [zzz]'; /$defs/clean/items/enum",
                "name: specialty; 'name: specialty\n    fill: zzz'; /$defs/fill/enum",
                "'role: dimension\n    name: level_1'; 'role: hierarchy\n    levels: [level_1, zzz]\n    by: code'; /$defs/hierarchy/properties/levels/items/enum",
                "'role: dimension\n    name: level_1'; 'role: hierarchy\n    levels: [level_1, level_2]\n    by: zzz'; /$defs/hierarchy/properties/by/enum",
                "'headline:'; 'rules: [{rule: published_late, severity: zzz}]\nheadline:'; /$defs/severity/enum",
                "region_basis: seat; region_basis: zzz; /properties/region_basis/enum",
                "accumulation: year_to_date; accumulation: zzz; /properties/accumulation/enum"
            })
    void schemaNamesTheChoicesOfTheParser(String text, String replacement, String pointer) {
        assertThat(named(THERE_ARE, text, replacement))
                .containsExactlyInAnyOrderElementsOf(SCHEMA.at(pointer).values().stream()
                        .map(JsonNode::stringValue)
                        .toList());
    }

    @Test
    void schemaRequiresWhatTheParserRequires() {
        JobsFolder folder = JobsFolder.copyTo(temporary);
        String text = folder.read(JOB);
        for (JsonNode key : SCHEMA.at("/required").values()) {
            folder.write(JOB, text.replaceFirst("(?m)^" + key.stringValue() + ":.*\n(^[ ].*\n)*", ""));
            assertThat(JobsFolder.refusal(folder.file(JOB)).arguments().get(2))
                    .isEqualTo("the key '" + key.stringValue() + "' is missing");
        }
    }

    @Test
    void pageNamesEveryKey() {
        String page = JobsFolder.copyTo(temporary).read("README.md");
        assertThat(SCHEMA.at("/properties").propertyNames())
                .allSatisfy(key -> assertThat(page).contains("`" + key));
    }

    private List<String> named(Pattern pattern, String text, String replacement) {
        JobsFolder folder = new JobsFolder(temporary);
        if (!temporary.resolve(JOB).toFile().exists()) {
            JobsFolder.copyTo(temporary);
        }
        String before = folder.read(JOB);
        folder.replace(JOB, text, replacement);
        String explanation = JobsFolder.refusal(folder.file(JOB)).arguments().get(2);
        folder.write(JOB, before);
        Matcher matcher = pattern.matcher(explanation);
        assertThat(matcher.find()).as(explanation).isTrue();
        return List.of(matcher.group(1).split(", "));
    }
}
