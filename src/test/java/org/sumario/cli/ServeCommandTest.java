package org.sumario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.Sumario;
import org.sumario.archive.Ledger;
import org.sumario.cli.SmallWarehouse.Answer;
import org.sumario.scheduler.ServeLock;

class ServeCommandTest {
    @TempDir
    Path folder;

    @Test
    void loadsLeavesTheWarehouseToTheCommandLineInBetweenAndEndsInOrderAtASignal() throws Exception {
        Files.createDirectories(folder.resolve("input"));
        Process serve = serve("--lang", "en");
        try (BufferedReader log = serve.inputReader(StandardCharsets.UTF_8)) {
            String started = log.readLine();
            assertThat(started).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ Serving .*");
            assertThat(ofServe(log)).endsWith("runs/1/report.html");
            assertThat(ofServe(log)).contains("Load 1 (inbox) completed: 0 new");
            int port = Integer.parseInt(started.replaceAll(".*127\\.0\\.0\\.1:(\\d+)/.*", "$1"));
            assertThat(get(port, "/health").statusCode()).isEqualTo(200);
            assertThat(get(port, "/metrics").body()).contains("sumario_loads_total{status=\"completed\"} 1.0");

            assertThat(SumarioCommand.run(arguments(
                            "load",
                            "--quiet",
                            Path.of("input/sample-complaints/complaints_2019.xlsx")
                                    .toString())))
                    .isZero();

            // Process.destroy would close its streams too.
            serve.toHandle().destroy();
            List<String> rest = new ArrayList<>();
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                rest.add(line);
            }
            assertThat(rest).last().asString().endsWith(" Ended in order.");
            assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(serve.exitValue()).isZero();
        } finally {
            serve.destroyForcibly();
        }
        assertThat(new Ledger(folder.resolve("warehouse")).lines())
                .filteredOn(line -> line.path("type").asString().equals("load"))
                .extracting(line -> line.path("trigger").asString())
                .containsExactly("inbox", "command");
    }

    @Test
    void refusesToServeAWarehouseTwice() throws IOException {
        try (ServeLock held = ServeLock.acquire(folder.resolve("warehouse"), Clock.systemUTC())) {
            assertThat(held).isNotNull();
            Answer answer = new SmallWarehouse(folder).run("serve", "--port", "0");
            assertThat(answer.exitCode()).isEqualTo(5);
            assertThat(answer.messages()).contains("already served (process ");
        }
    }

    @Test
    void refusesAPortThatIsNone() {
        Answer answer = new SmallWarehouse(folder).run("serve", "--port", "70000");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.messages()).contains("70000");
    }

    private Process serve(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Sumario.class.getName()));
        command.addAll(List.of(arguments("serve", "--port", "0")));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private String[] arguments(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--warehouse", folder.resolve("warehouse").toString()));
        arguments.addAll(List.of("--input", folder.resolve("input").toString()));
        return arguments.toArray(String[]::new);
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The next line that is no warning of a newer Java about native code. */
    private static String ofServe(BufferedReader log) throws IOException {
        String line = log.readLine();
        while (line != null && (line.isBlank() || line.startsWith("WARNING: "))) {
            line = log.readLine();
        }
        return String.valueOf(line);
    }
}
