package org.sumario.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumario.jobs.Spelling;
import org.sumario.model.Codelist;
import org.sumario.normalise.NearLabels.Near;

class NearLabelsTest {
    private static final NearLabels DISTRICTS = new NearLabels(codelist(
            "LIMA CENTRO",
            "LIMA ESTE",
            "LIMA NORTE",
            "LIMA SUR",
            "CAÑETE",
            "ANCASH|Áncash",
            "SANTA",
            "SELVA CENTRAL",
            "LA LIBERTAD",
            "CONTRA LA CRIMINALIDAD ORGANIZADA",
            "CORRUPCION DE FUNCIONARIOS",
            "Robo de vehículo motorizado",
            "Robo de objetos de o desde vehículo",
            "010101"));

    @ParameterizedTest(name = "{0} is near {1}")
    @CsvSource({
        "LIMA SURR, LIMA SUR",
        "LMA NORTE, LIMA NORTE",
        "lima norte, LIMA NORTE",
        "Lima  Norte, LIMA NORTE",
        "LIMA-NORTE, LIMA NORTE",
        "LIMANORTE, LIMA NORTE",
        "CANETE, CAÑETE",
        "CAÃ‘ETE, CAÑETE",
        "NORTE DE LIMA, LIMA NORTE",
        "LIMA (ESTE), LIMA ESTE",
        "DISTRITO FISCAL DE LIMA ESTE, LIMA ESTE",
        "D.F. LIMA SUR, LIMA SUR",
        "LIBERTAD, LA LIBERTAD",
        "DEL SANTA, SANTA",
        "Ancahs, ANCASH",
        "CRIMINALIDAD ORGANIZADA, CONTRA LA CRIMINALIDAD ORGANIZADA",
        "CORRUPCIÓN DE FUNCIONARIO, CORRUPCION DE FUNCIONARIOS",
        "Robos de vehículos motorizados, Robo de vehículo motorizado"
    })
    void findsTheLabelThatWasMeant(String label, String meant) {
        assertThat(DISTRICTS.nearest(label)).first().extracting(Near::code).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "TUMBES", "EXTRANJERO", "#N/D", "Total", "010102", "LA", "DE LA"})
    void suggestsNothingWhereNothingIsNear(String label) {
        assertThat(DISTRICTS.nearest(label)).isEmpty();
    }

    @Test
    void aSharedCommonWordIsNotEnough() {
        assertThat(DISTRICTS.nearest("LIMA SURR")).containsExactly(new Near("LIMA SUR", "LIMA SUR"));
    }

    @Test
    void whatMayMeanSeveralIsShownAtMostThreeTimes() {
        assertThat(DISTRICTS.nearest("LIMA"))
                .extracting(Near::code)
                .hasSize(3)
                .allMatch(code -> code.startsWith("LIMA "));
    }

    @Test
    void eachCodeIsSuggestedOnceWithItsNearestLabel() {
        assertThat(DISTRICTS.nearest("Ancash")).containsExactly(new Near("ANCASH", "ANCASH"));
    }

    @Test
    void longTextsCostNoMoreThanLabels() {
        String[] many = new String[2_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = "x".repeat(30_000) + i;
        }
        // Thirty thousand letters against each other, two thousand times over, would take hours.
        assertThat(new NearLabels(codelist(many)).nearest("y".repeat(30_000)).size())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Lima,Lima,0",
        "Lima,Limas,1",
        "Lima,Lina,1",
        "Lima,Lma,1",
        "abc,xyz,3",
        "abc,wxyz,3",
        "'',abc,3",
        "'','',0"
    })
    void countsTheLettersThatDifferAsFarAsAsked(String one, String other, int distance) {
        for (int atMost = 0; atMost < 6; atMost++) {
            int expected = Math.min(distance(one, other), atMost + 1);
            assertThat(Spelling.distance(one, other, atMost)).isEqualTo(expected);
            assertThat(Spelling.distance(other, one, atMost)).isEqualTo(expected);
        }
        assertThat(Math.min(distance(one, other), 3)).isEqualTo(distance);
    }

    /** The definition, word for word. */
    private static int distance(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.length() + other.length();
        }
        int same = one.charAt(0) == other.charAt(0) ? 0 : 1;
        return Math.min(
                same + distance(one.substring(1), other.substring(1)),
                1 + Math.min(distance(one.substring(1), other), distance(one, other.substring(1))));
    }

    private static Codelist codelist(String... labels) {
        List<Codelist.Code> codes = new ArrayList<>();
        for (String label : labels) {
            List<String> all = Arrays.asList(label.split("\\|"));
            codes.add(new Codelist.Code(all.get(0), all.get(0), all, "", Map.of(), null, null));
        }
        return new Codelist("districts", codes);
    }
}
