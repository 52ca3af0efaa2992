package org.sumario.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumario.SmallZip;
import org.sumario.archive.Ledger;
import org.sumario.pipeline.LoadRequest;
import org.sumario.pipeline.Loads;
import org.sumario.pipeline.Progress;

/** The real load and a scheduler that starts afterwards: an archive's own hash is no delivery's. */
class ContainerInboxTest {
    private static final Progress QUIET = new Progress() {
        @Override
        public void begins(String step, int pieces) {}

        @Override
        public void advances(String piece) {}
    };

    @TempDir
    @SuppressWarnings("NullAway.Init") // the test framework fills it
    private Path folder;

    @Test
    void aSchedulerThatStartsLaterLaunchesNoLoadForArchivesThatWereOpened() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        byte[] unknown = "a,b\n1,2\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] sample = Files.readAllBytes(Path.of("input/sample-complaints/complaints_2019.xlsx"));
        new SmallZip().with("sample.xlsx", sample).write(inbox.resolve("whole.zip"));
        SmallZip.write(inbox.resolve("sample.xlsx.gz"), SmallZip.gzip(sample));
        new SmallZip().with("a.pdf", "%PDF-1.4").write(inbox.resolve("no-spreadsheet.zip"));
        SmallZip.write(
                inbox.resolve("secret.zip"),
                SmallZip.encrypted(
                        new SmallZip().with("a.csv", "a").with("b.csv", unknown).bytes(), 0));
        assertThat(freshInANewScheduler(inbox)).hasSize(4);
        load(inbox);
        assertThat(freshInANewScheduler(inbox)).isEmpty();
        new SmallZip().with("other name.xlsx", sample).write(inbox.resolve("another.zip"));
        assertThat(freshInANewScheduler(inbox)).hasSize(1);
        load(inbox);
        assertThat(freshInANewScheduler(inbox)).isEmpty();
    }

    private List<Path> freshInANewScheduler(Path inboxFolder) {
        Inbox inbox = new Inbox(inboxFolder, Duration.ofSeconds(1));
        LoadHistory history = LoadHistory.of(new Ledger(folder.resolve("warehouse")).lines());
        Instant now = Instant.parse("2026-03-01T00:00:00Z");
        inbox.look(history, now);
        return List.copyOf(inbox.look(history, now.plusSeconds(2)).fresh());
    }

    private void load(Path inbox) {
        Loads.run(
                new LoadRequest(inbox, folder.resolve("warehouse"), Path.of("jobs"), List.of(), null, null),
                QUIET,
                Clock.systemUTC());
    }
}
