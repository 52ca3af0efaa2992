package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.cli.SmallWarehouse.Answer;

class DecideAndRollbackTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    Path home;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private SmallWarehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new SmallWarehouse(home);
    }

    @Test
    void aReasonedDecisionReleasesAtOnceAndARollbackTakesItBack() {
        assertThat(sumario("load", "--quiet").exitCode()).isZero();
        String delivery = sumario("deliveries").lines().get(1).substring(0, 8);
        String digest = currentDigest();

        assertThat(sumario("decide", delivery, "maybe", "--reason", "x").exitCode())
                .isEqualTo(2);
        assertThat(sumario("decide", delivery, "reject").exitCode()).isEqualTo(2);
        assertThat(sumario("decide", delivery, "reject", "--reason", " ").exitCode())
                .isEqualTo(2);
        assertThat(sumario("decide", delivery.substring(1), "reject", "--reason", "x")
                        .exitCode())
                .isEqualTo(2);
        assertThat(sumario("decide", "0123456789", "reject", "--reason", "x").messages())
                .contains("No delivery begins with 0123456789");
        assertThat(sumario("releases").lines()).as("nothing of this released").hasSize(2);

        Answer rejected = sumario("decide", delivery, "reject", "--reason", "withdrawn by the publisher");
        assertThat(rejected.exitCode()).as(rejected.messages()).isZero();
        assertThat(rejected.messages())
                .contains("Now rejected: " + delivery, "withdrawn by the publisher", "Release 2");
        assertThat(currentDigest()).isNotEqualTo(digest);

        assertThat(sumario("rollback", "9", "--reason", "x").exitCode()).isEqualTo(2);
        assertThat(sumario("rollback", "2", "--reason", "x").exitCode()).isEqualTo(2);
        Answer back = sumario("rollback", "1", "--reason", "it was not");
        assertThat(back.exitCode()).isZero();
        assertThat(back.messages()).contains("Release 1 is current again");
        assertThat(currentDigest()).isEqualTo(digest);
        assertThat(sumario("load").exitCode()).isZero();
        assertThat(currentDigest()).isEqualTo(digest);
        assertThat(sumario("releases").lines().get(1)).startsWith("1,");
    }

    @Test
    void findingsOfADeliveryThatIsHeldAreReadWhereItIsStaged() throws IOException {
        Path file = home.resolve("slice.csv");
        Files.writeString(
                file,
                "periodo_denuncia;anio_denuncia;fecha_descarga;distrito_fiscal;especialidad;tipo_caso;generico;subgenerico;"
                        + "articulo;des_articulo;cantidad;ubigeo_pjfs;dpto_pjfs;prov_pjfs;dist_pjfs;fecha_corte\n"
                        + "ENERO - MAYO;2023;13/06/2023;SANTA;PENAL;DENUNCIA;a;b;152;c;tres;021801;ANCASH;x;y;15/06/2023\n");
        Answer held = sumario("load", file.toString());
        assertThat(held.exitCode()).isEqualTo(3);
        assertThat(held.messages()).contains("read: 1/1 slice.csv");
        assertThat(sumario("load", "--lang", "es", file.toString()).messages()).contains("recibir: 1/1 slice.csv");
        String delivery = sumario("deliveries").lines().get(1).substring(0, 8);
        assertThat(held.messages()).contains("sumario findings --delivery " + delivery);
        assertThat(sumario("findings", "--delivery", delivery, "--severity", "error")
                        .lines())
                .hasSize(2)
                .element(1)
                .asString()
                .startsWith("1,error,COUNT_NOT_A_NUMBER,slice.csv,slice,K2,2,tres,");
        assertThat(sumario("findings", "--severity", "error").lines())
                .as("what waits is told too")
                .hasSize(2);
    }

    private String currentDigest() {
        return sumario("releases").lines().stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[2].equals("true"))
                .findFirst()
                .orElseThrow()[3];
    }

    private Answer sumario(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--jobs",
                Path.of("jobs").toAbsolutePath().toString(),
                "--input",
                Path.of("input").toAbsolutePath().toString()));
        return warehouse.run(all.toArray(String[]::new));
    }
}
