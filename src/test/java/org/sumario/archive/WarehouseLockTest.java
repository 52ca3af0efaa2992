package org.sumario.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.model.Reason;
import org.sumario.model.Refused;

class WarehouseLockTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07.89Z"), ZoneId.of("America/Lima"));

    @TempDir
    Path warehouse;

    @Test
    void namesHolderAndInstantToASecondLoadInTheSameProcess() {
        String pid = Long.toString(ProcessHandle.current().pid());
        try (WarehouseLock held = WarehouseLock.acquire(warehouse, CLOCK)) {
            assertThat(held).isNotNull();
            assertThat(warehouse.resolve("lock")).hasContent(pid + " 2026-03-04T05:06:07Z");
        }
        try (WarehouseLock again = WarehouseLock.acquire(warehouse, CLOCK)) {
            assertThat(again).isNotNull();
            assertRefused(pid, "2026-03-04T05:06:07Z");
        }
    }

    @Test
    void mayBeClosedTwiceWithoutFreeingTheNextHolder() {
        WarehouseLock first = WarehouseLock.acquire(warehouse, CLOCK);
        first.close();
        try (WarehouseLock second = WarehouseLock.acquire(warehouse, CLOCK)) {
            first.close();
            assertThat(second).isNotNull();
            assertRefused(Long.toString(ProcessHandle.current().pid()), "2026-03-04T05:06:07Z");
        }
    }

    @Test
    void isNotHinderedByTheTextThatADeadHolderLeft() throws IOException {
        Files.writeString(warehouse.resolve("lock"), "4194303 2020-01-01T00:00:00Z\n");

        WarehouseLock.acquire(warehouse, CLOCK).close();

        assertThat(warehouse.resolve("lock")).isEmptyFile();
    }

    @Test
    void refusesWhileAnotherProcessHoldsItAndIsFreeWhenThatIsKilled() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HolderMain.class.getName(),
                        warehouse.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertRefused(Long.toString(holder.pid()), "1970-01-01T00:00:00Z");
            // A refused attempt must not have freed it.
            assertRefused(Long.toString(holder.pid()), "1970-01-01T00:00:00Z");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        WarehouseLock.acquire(warehouse, CLOCK).close();
    }

    @Test
    void staysHeldForOtherProcessesAfterARefusalInThisOne() throws Exception {
        try (WarehouseLock held = WarehouseLock.acquire(warehouse, CLOCK)) {
            assertThat(held).isNotNull();
            assertRefused(Long.toString(ProcessHandle.current().pid()), "2026-03-04T05:06:07Z");
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            HolderMain.class.getName(),
                            warehouse.toString())
                    .redirectErrorStream(true)
                    .start();
            try {
                assertThat(other.inputReader().readLine()).contains("WAREHOUSE_LOCKED");
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    private void assertRefused(String pid, String since) {
        assertThatThrownBy(() -> WarehouseLock.acquire(warehouse, CLOCK))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.of("WAREHOUSE_LOCKED", pid, since)));
    }

    /** Holds the lock until it is killed. */
    static final class HolderMain {
        private HolderMain() {}

        public static void main(String[] arguments) throws InterruptedException {
            Clock clock = Clock.fixed(Instant.EPOCH, ZoneId.of("UTC"));
            try (WarehouseLock held = WarehouseLock.acquire(Path.of(arguments[0]), clock)) {
                System.out.println(held == null ? "free" : "held");
                Thread.sleep(60_000);
            }
        }
    }
}
