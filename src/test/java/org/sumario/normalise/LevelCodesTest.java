package org.sumario.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.normalise.LevelCodes.Place;

class LevelCodesTest {

    @Test
    void pointsNameTheLevels() {
        assertThat(places(LevelCodes.dotted(), "1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1", "10", "10.1"))
                .containsExactly("1<-1", "2<0", "3<1", "3<1", "2<0", "1<-1", "2<5", "1<-1", "2<7");
    }

    @Test
    void lettersNameTheHighestLevel() {
        assertThat(places(LevelCodes.dotted(), "A", "A.1", "A.1.1", "B.", "B.1.", "II", "II.1"))
                .containsExactly("1<-1", "2<0", "3<1", "1<-1", "2<3", "1<-1", "2<5");
    }

    @Test
    void digitsNameTheLevelsByTheirNumber() {
        assertThat(places(LevelCodes.digits(List.of(2, 2, 2)), "01", "0101", "010101", "010102", "0102", "02", "0201"))
                .containsExactly("1<-1", "2<0", "3<1", "3<1", "2<0", "1<-1", "2<5");
    }

    @Test
    void zerosBehindNameNoLevel() {
        assertThat(places(
                        LevelCodes.digits(List.of(2, 2, 2)),
                        "000000",
                        "010000",
                        "010100",
                        "010101",
                        "010200",
                        "010201",
                        "100000",
                        "100100",
                        "101000"))
                .containsExactly("0<-1", "1<0", "2<1", "3<2", "2<1", "3<4", "1<0", "2<6", "2<6");
    }

    @ParameterizedTest
    @CsvSource({
        "'2,3', '09;09002;09003;10;10001', '1<-1;2<0;2<0;1<-1;2<3'",
        "'2,1,2', '13;131;13101;132', '1<-1;2<0;3<1;2<0'"
    })
    void theWidthOfALevelIsThatOfTheCountry(String widths, String codes, String expected) {
        List<Integer> each =
                Arrays.stream(widths.split(",")).map(Integer::valueOf).toList();
        assertThat(places(LevelCodes.digits(each), codes.split(";"))).containsExactly(expected.split(";"));
    }

    @Test
    void levelsMayBeSkipped() {
        assertThat(places(LevelCodes.digits(List.of(2, 2, 2)), "010000", "010101", "020000"))
                .containsExactly("1<-1", "3<0", "1<-1");
        assertThat(places(LevelCodes.dotted(), "1", "1.2.3", "1.3")).containsExactly("1<-1", "3<0", "2<0");
    }

    @Test
    void aRowBelowNoRowThatBeginsItDoesNotNest() {
        assertThat(places(LevelCodes.dotted(), "1", "1.1", "2.1", "2", "1.2"))
                .containsExactly("1<-1", "2<0", "2<-1 LEVEL_CODE_NOT_NESTED", "1<-1", "2<-1 LEVEL_CODE_NOT_NESTED");
    }

    @Test
    void digitsThatBeginAnotherNumberAreNoParent() {
        assertThat(places(LevelCodes.dotted(), "1", "10.1")).containsExactly("1<-1", "2<-1 LEVEL_CODE_NOT_NESTED");
    }

    @Test
    void theCodeThatHoldsAllStandsFirst() {
        assertThat(places(LevelCodes.digits(List.of(2, 2)), "0100", "0000"))
                .containsExactly("1<-1", "0<-1 LEVEL_CODE_NOT_NESTED");
    }

    @Test
    void aCodeThatStandsTwiceIsNamed() {
        assertThat(places(LevelCodes.dotted(), "1", "1.1", "1.1", "2", "1", "1.1"))
                .containsExactly(
                        "1<-1", "2<0", "2<0 LEVEL_CODE_TWICE", "1<-1", "1<-1 LEVEL_CODE_TWICE", "2<4 LEVEL_CODE_TWICE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Total", "1..2", ".1", "1.2.x y", "1-2", "Robo", "1/"})
    void aTextThatIsNoCodeLeavesTheOthersInPlace(String text) {
        assertThat(places(LevelCodes.dotted(), "1", text, "1.1")).containsExactly("1<-1", "0<-1 LEVEL_CODE_BAD", "2<0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10101", "1", "0101010", "01010A", "01.01", "1e5"})
    void digitsOfAnotherNumberAreNoCode(String text) {
        assertThat(places(LevelCodes.digits(List.of(2, 2, 2)), text)).containsExactly("0<-1 LEVEL_CODE_BAD");
    }

    @Test
    void whiteSpaceIsNoPartOfACode() {
        assertThat(places(LevelCodes.dotted(), "\u00A01 ", "\u2003\u20031.1")).containsExactly("1<-1", "2<0");
    }

    @ParameterizedTest
    @CsvSource({
        "'1;1.1;1.1.1;2', '1<-1;2<0;3<1;1<-1'",
        "'A;A.1;B', '1<-1;2<0;1<-1'",
        "'01;0101;010101;02', '1<-1;2<0;3<1;1<-1'",
        "'000000;010000;010100;010101', '0<-1;1<0;2<1;3<2'",
        "'000000;010000;010100;100000;100100;110000;110100;111000', '0<-1;1<0;2<1;1<0;2<3;1<0;2<5;2<5'",
        "'01;010101;02', '1<-1;3<0;1<-1'",
        "'09;09002;10', '1<-1;2<0;1<-1'",
        "'13;131;13101', '1<-1;2<0;3<1'",
        "'1;11;111;2', '1<-1;2<0;3<1;1<-1'"
    })
    void recognisesTheNotation(String codes, String expected) {
        String[] each = codes.split(";");
        assertThat(LevelCodes.recognise(List.of(each)))
                .hasValueSatisfying(levels -> assertThat(places(levels, each)).containsExactly(expected.split(";")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // No row has a parent: labels, plain numbers.
                "",
                "Robo;Hurto",
                "1;2;3",
                "010101;010102",
                "1;1.1;Total",
                "1;1.1;2.1",
                // By single digits 1100 is below 1000, by pairs beside it.
                "1000;1100;1110"
            })
    void recognisesNothingWhereCodesDoNotNestOrNestInTwoWays(String codes) {
        assertThat(LevelCodes.recognise(List.of(codes.split(";")))).isEmpty();
    }

    private static List<String> places(LevelCodes levels, String... codes) {
        return Arrays.stream(codes).map(levels::add).map(LevelCodesTest::text).toList();
    }

    private static String text(Place place) {
        return place.depth() + "<" + place.parent() + (place.problem() == null ? "" : " " + place.problem());
    }
}
