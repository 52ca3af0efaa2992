package org.sumario;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Holds the plan of the house: rooms, arrows, fences, sizes and names. When it is red, change the code. */
class HouseTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.sumario");
    private static final Path ROOMS = Path.of("src/main/java/org/sumario");
    private static final Path SQL = Path.of("src/main/sql");

    @Test
    void arrowsBetweenRoomsGoOnlyWhereTheirSignsAllow() {
        ApplicationModules.of("org.sumario").verify();
    }

    @Test
    void noRoomsDependOnEachOtherInACircle() {
        slices().matching("org.sumario.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void everyRoomHasItsSign() throws IOException {
        for (Path room : list(ROOMS, path -> Files.isDirectory(path) && !path.equals(ROOMS))) {
            assertThat(room.resolve("package-info.java")).exists();
            assertThat(Files.readString(room.resolve("package-info.java")))
                    .contains("@NullMarked", "@ApplicationModule", "/** ");
        }
    }

    @Test
    void roomsAreFlat() throws IOException {
        assertThat(list(ROOMS, Files::isDirectory)).allMatch(path -> path.getNameCount() <= ROOMS.getNameCount() + 1);
    }

    @Test
    void spreadsheetLibraryStaysInInputAndExport() {
        noClasses()
                .that(outside("input", "export"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.poi..")
                .check(MAIN);
    }

    @Test
    void databaseCallsStayInWarehouseAndJobRepository() {
        noClasses()
                .that(outside("warehouse", "pipeline"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(MAIN);
    }

    @Test
    void springStaysInPipelineAndTheDoors() {
        noClasses()
                .that(outside("pipeline", "scheduler", "console"))
                .should()
                .dependOnClassesThat(new DescribedPredicate<JavaClass>("are of Spring, the rooms' signs excepted") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getPackageName().startsWith("org.springframework")
                                && !type.getPackageName().startsWith("org.springframework.modulith");
                    }
                })
                .check(MAIN);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that(outside("cli"))
                .and()
                .doNotHaveFullyQualifiedName("org.sumario.Sumario")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(MAIN);
    }

    @Test
    void namesSayWhatThingsAre() {
        classes()
                .should()
                .haveNameNotMatching(".*(Utils?|Helper|Manager|Impl)")
                .andShould()
                .haveNameNotMatching("(?i).*(mpfn|peru|sesnsp|cead|chile|mexico).*")
                .check(MAIN);
    }

    @Test
    void noFileIsLongerThanFourHundredLines() throws IOException {
        for (Path file : list(Path.of("src"), path -> path.toString().endsWith(".java"))) {
            try (Stream<String> lines = Files.lines(file)) {
                assertThat(lines.count()).as(file.toString()).isLessThanOrEqualTo(400);
            }
        }
    }

    @Test
    void testsUseHandWrittenFakes() throws IOException {
        for (Path file : list(Path.of("src/test"), path -> path.toString().endsWith(".java"))) {
            assertThat(Files.readString(file).lines().filter(line -> line.startsWith("import ")))
                    .as(file.toString())
                    .noneMatch(line -> line.contains("mockito") || line.contains("easymock"));
        }
    }

    @Test
    void everySqlFileBeginsWithItsGrainAndIsListed() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : list(SQL, path -> path.toString().endsWith(".sql"))) {
            assertThat(Files.readString(file).toLowerCase(Locale.ROOT))
                    .as(file.toString())
                    .matches("(?s)-- (one row|rows are) .*");
            found.add(SQL.relativize(file).toString());
        }
        assertThat(Files.readAllLines(SQL.resolve("index.txt"))).containsExactlyInAnyOrderElementsOf(found);
    }

    private static DescribedPredicate<JavaClass> outside(String... rooms) {
        return new DescribedPredicate<>("are outside " + String.join(", ", rooms)) {
            @Override
            public boolean test(JavaClass type) {
                return Stream.of(rooms).noneMatch(room -> type.getPackageName().equals("org.sumario." + room));
            }
        };
    }

    private static List<Path> list(Path folder, java.util.function.Predicate<Path> wanted) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(wanted).toList();
        }
    }
}
