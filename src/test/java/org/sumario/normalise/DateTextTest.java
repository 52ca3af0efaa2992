package org.sumario.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.sumario.normalise.Values.DateOrder;
import org.sumario.rows.CellType;
import org.sumario.rows.RawValue;

class DateTextTest {

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/values/dates.csv", delimiter = '|')
    void readsTheDayInTheOrderOfTheFile(
            @Nullable String text, @Nullable LocalDate dayFirst, @Nullable LocalDate monthFirst) {
        RawValue value = new RawValue(CellType.TEXT, text == null ? "" : "\u00A0" + text);
        assertThat(Values.date(value, DateOrder.DAY_FIRST)).isEqualTo(Optional.ofNullable(dayFirst));
        assertThat(Values.date(value, DateOrder.MONTH_FIRST)).isEqualTo(Optional.ofNullable(monthFirst));
    }

    @Test
    void aDateCellNeedsNoOrder() {
        RawValue value = new RawValue(CellType.DATE, "2023-06-05T08:30:15");
        assertThat(Values.date(value, DateOrder.DAY_FIRST)).contains(LocalDate.of(2023, 6, 5));
        assertThat(Values.date(value, DateOrder.MONTH_FIRST)).contains(LocalDate.of(2023, 6, 5));
    }

    @Test
    void aNumberIsADateOnlyWhereItIsWrittenAsOne() {
        assertThat(Values.date(new RawValue(CellType.NUMBER, "20220131"), DateOrder.DAY_FIRST))
                .contains(LocalDate.of(2022, 1, 31));
        // The serial number of a day in a cell that does not say that it is a day.
        assertThat(Values.date(new RawValue(CellType.NUMBER, "44592"), DateOrder.DAY_FIRST))
                .isEmpty();
    }

    @Test
    void anErrorIsNoDate() {
        assertThat(Values.date(new RawValue(CellType.ERROR, "2022-01-31"), DateOrder.DAY_FIRST))
                .isEmpty();
    }
}
