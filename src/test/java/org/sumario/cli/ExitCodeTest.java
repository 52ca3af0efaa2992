package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumario.model.Reason;

class ExitCodeTest {

    @ParameterizedTest
    @CsvSource({
        "WAREHOUSE_LOCKED, 5",
        "SQL_BAD, 2",
        "JOB_KEY_UNKNOWN, 2",
        "CODELIST_BAD, 2",
        "SETTINGS_VALUE_BAD, 2",
        "DELIVERY_UNKNOWN, 2",
        "NO_RELEASE, 1",
        "WAREHOUSE_UNREADABLE, 1"
    })
    void everyRefusalHasTheExitCodeThatScriptsRelyOn(String code, int exitCode) {
        assertThat(ExitCode.of(Reason.of(code))).isEqualTo(exitCode);
    }
}
