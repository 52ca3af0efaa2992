package org.sumario;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The rules of the house. When one is red, change the code or, with a decision record, the rule. */
class HouseTest {
    private static final String ROOT = "org.sumario";
    private static final Path MAIN = Path.of("src/main/java/org/sumario");
    private static final int LINES_AT_MOST = 400;
    private static final Pattern VAGUE = Pattern.compile(".*(Utils?|Helpers?|Managers?|Impl)");
    private static final Pattern SOURCE = Pattern.compile("(?i).*(mpfn|peru|sesnsp|cead|chile|mexic).*");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses CLASSES_AND_TESTS = new ClassFileImporter().importPackages(ROOT);

    @Test
    void roomsImportOnlyWhatTheirSignsAllow() {
        ApplicationModules.of(ROOT).verify();
    }

    @Test
    void everyRoomHasItsSign() throws IOException {
        for (Path room : rooms()) {
            assertThat(room.resolve("package-info.java"))
                    .isRegularFile()
                    .content()
                    .startsWith("/**")
                    .containsIgnoringWhitespaces("@NullMarked", "@ApplicationModule(allowedDependencies =");
        }
    }

    @Test
    void roomsHaveNoSubpackages() throws IOException {
        for (Path room : rooms()) {
            try (Stream<Path> entries = Files.list(room)) {
                assertThat(entries.filter(Files::isDirectory)).as("in %s", room).isEmpty();
            }
        }
    }

    @Test
    void roomsFormNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void librariesOfSpreadsheetsStayInTheRoomsOfTheirFormats() {
        noClasses()
                .that()
                .resideOutsideOfPackages(room("rows"), room("excel"), room("input"), room("export"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.poi..")
                .check(CLASSES);
    }

    @Test
    void databasesAreAskedInWarehouseAndPipeline() {
        noClasses()
                .that()
                .resideOutsideOfPackages(room("warehouse"), room("pipeline"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.duckdb..", "org.h2..")
                .check(CLASSES);
    }

    @Test
    void springStaysInPipelineAndTheDoors() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, room("pipeline"), room("scheduler"), room("console"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.springframework..").and(not(belongToAnyOf(ApplicationModule.class))))
                .check(CLASSES);
    }

    @Test
    void theWebStaysInTheConsole() {
        noClasses()
                .that()
                .resideOutsideOfPackage(room("console"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.apache.catalina..", "io.prometheus..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, room("cli"))
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void noFileIsLongerThanAPersonReads() throws IOException {
        for (Path file : filesBelow("src", ".java")) {
            try (Stream<String> lines = Files.lines(file)) {
                assertThat(lines.count()).as("lines of %s", file).isLessThanOrEqualTo(LINES_AT_MOST);
            }
        }
    }

    @Test
    void noTypeHasANameThatSaysNothing() {
        assertThat(typeNames()).noneMatch(name -> VAGUE.matcher(name).matches());
    }

    @Test
    void noTypeIsNamedAfterASourceOrCountry() {
        assertThat(typeNames()).noneMatch(name -> SOURCE.matcher(name).matches());
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.mockito.Mockito", "org.easymock.EasyMock", "mockit.Mocked", "io.mockk.MockK"})
    void fakesAreWrittenByHand(String mockingLibrary) {
        assertThatThrownBy(() -> Class.forName(mockingLibrary)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void everySqlFileIsListedInTheIndexThatTheProgramReads() throws IOException {
        Path folder = Path.of("src/main/sql");
        List<String> found = new ArrayList<>();
        for (Path file : filesBelow("src/main/sql", ".sql")) {
            found.add(folder.relativize(file).toString());
        }
        assertThat(Files.readAllLines(folder.resolve("index.txt"))).containsExactlyInAnyOrderElementsOf(found);
    }

    @Test
    void everySqlFileBeginsWithItsGrain() throws IOException {
        for (Path file : filesBelow("src/main/sql", ".sql")) {
            assertThat(file).content().as("first line of %s", file).matches("(?s)-- \\S.*");
        }
    }

    private static String room(String name) {
        return ROOT + "." + name + "..";
    }

    private static List<String> typeNames() {
        return CLASSES_AND_TESTS.stream().map(JavaClass::getSimpleName).toList();
    }

    private static List<Path> rooms() throws IOException {
        try (Stream<Path> entries = Files.list(MAIN)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private static List<Path> filesBelow(String folder, String ending) throws IOException {
        Path start = Path.of(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
