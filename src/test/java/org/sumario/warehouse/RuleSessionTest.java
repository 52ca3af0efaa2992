package org.sumario.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.model.RuleSet;
import org.sumario.model.Scope;
import org.sumario.model.SourceDescription;

/** What a rule could not say anyway, since it is one select over its views, its session would not do either. */
class RuleSessionTest {
    private static final BigDecimal SHARE = new BigDecimal("0.1");

    @TempDir
    Path folder;

    private final RuleSession session = RuleSession.overNothing(new SourceDescription(
            "a",
            "",
            "",
            "",
            "",
            "",
            "",
            "PE",
            "",
            "seat",
            "year_to_date",
            Scope.of("all"),
            Map.of(),
            List.of(),
            Map.of(),
            null,
            SHARE,
            SHARE,
            SHARE,
            SHARE,
            SHARE,
            new RuleSet(List.of("level_1"), List.of("complaint_count"), List.of())));

    @AfterEach
    void close() {
        session.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy (select 1) to '@/written.csv'",
                "attach '@/written.duckdb'",
                "select * from read_text('@/there.txt')",
                "from '@/there.csv'",
                "select * from glob('@/*')",
                "export database '@'",
                "install httpfs",
                "load httpfs",
                "set threads = 8",
                "set memory_limit = '1TB'",
                "set allowed_directories = ['/']",
                "set enable_external_access = true",
                "reset lock_configuration"
            })
    void reachesNeitherFilesNorSettings(String statement) throws Exception {
        Files.writeString(folder.resolve("there.txt"), "a");
        Files.writeString(folder.resolve("there.csv"), "a\n1\n");
        assertThatThrownBy(() -> session.duck.query(statement.replace("@", folder.toString()), result -> {
                    while (result.next()) {
                        // A file that is named only is no harm; what is read would be.
                    }
                    return 0;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("(?s).*(disabled by configuration|has been locked|Permission|locked).*");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }
}
