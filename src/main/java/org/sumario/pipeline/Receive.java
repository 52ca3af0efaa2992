package org.sumario.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Archive;
import org.sumario.input.Container;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.normalise.Recognition;
import org.sumario.pipeline.LoadState.Received;

/** The first step: what lies in the inbox or was named becomes deliveries, archived, each with its source. */
final class Receive {
    static final Set<String> NO_SPREADSHEET = Set.of("NOT_A_SPREADSHEET", "FILE_EMPTY");

    private final LoadState state;
    private final Set<String> seen = new HashSet<>();

    Receive(LoadState state) {
        this.state = state;
    }

    void run() {
        if (state.decision != null) {
            return;
        }
        for (Received known : state.deliveries) {
            if (!isOpen(known)) {
                seen.add(known.delivery().sha256());
            }
        }
        boolean named = !state.request.files().isEmpty();
        List<Path> files = files(named);
        state.progress.begins("receive", files.size());
        for (Path file : files) {
            receive(file, named);
            state.progress.advances(file.getFileName().toString());
        }
    }

    private List<Path> files(boolean named) {
        if (state.plan != null) {
            return state.plan.files();
        }
        return named ? state.request.files() : inbox();
    }

    /**
     * Whether a known file is looked at again: one that no job file matched, since its job file may be there now, and one out of the
     * figures for which a person now gives another publication date.
     */
    private boolean isOpen(Received known) {
        State before = known.delivery().state();
        boolean isDatedNow = state.request.published() != null
                && !state.request.files().isEmpty()
                && !state.request.published().equals(known.publishedOption());
        boolean isOut = before == State.HELD || before == State.REJECTED || before == State.CONFIRMING;
        return before == State.UNREADABLE || (isOut && isDatedNow);
    }

    private List<Path> inbox() {
        if (!Files.isDirectory(state.request.input())) {
            throw new Refused("INBOX_MISSING", state.request.input());
        }
        try (Stream<Path> files = Files.walk(state.request.input())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(state.progress::isReady)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(Path file, boolean named) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Refused("FILE_MISSING", file);
        }
        String fileName = file.getFileName().toString();
        if (Container.isOne(file)) {
            Arrival container = new Arrival(file, fileName, Archive.sha256(file));
            if (!isKnown(container.sha256(), named)) {
                state.inputs.put(file, container.sha256());
                new ReceiveContainer(state, this, container, named).run();
            }
            return;
        }
        // What a person took out of the archive has to be known before it is put in again.
        boolean isDelivery =
                state.archive.mayHold(file) || !state.history.pruned().isEmpty()
                        ? receive(file, Archive.sha256(file), () -> open(file), named)
                        : receiveUnseen(file, named);
        if (!isDelivery) {
            state.notSpreadsheets.add(fileName);
        }
    }

    private InputFile open(Path file) {
        return InputFiles.open(file, file.getFileName().toString(), state.request.limits());
    }

    /** A file that was never seen: one that opens is archived whatever becomes of it, so its hash is that of the copy. */
    private boolean receiveUnseen(Path file, boolean named) {
        InputFile input;
        try {
            input = open(file);
        } catch (Refused refusal) {
            return receive(
                    file,
                    Archive.sha256(file),
                    () -> {
                        throw refusal;
                    },
                    named);
        }
        String sha256 = state.archive.store(file);
        if (state.history.isRecorded(sha256)) {
            tellRestored(file, sha256);
        }
        return receive(file, sha256, () -> input, named);
    }

    private boolean receive(Path file, String sha256, Supplier<InputFile> opening, boolean named) {
        if (isKnown(sha256, named, file)) {
            return true;
        }
        boolean isDelivery = receive(new Arrival(file, file.getFileName().toString(), sha256), file, opening, named);
        if (isDelivery) {
            state.inputs.put(file, sha256);
        }
        return isDelivery;
    }

    /** Whether there is nothing to do for a file with this hash; from now on it is known. */
    boolean isKnown(String sha256, boolean named) {
        boolean isKnown = !seen.add(sha256);
        if (isKnown && named) {
            state.knownFiles.add(sha256);
        }
        return isKnown;
    }

    /** The same for a file at hand, which is archived again where what was archived is missing or, if a person named it, damaged. */
    boolean isKnown(String sha256, boolean named, Path file) {
        boolean isKnown = isKnown(sha256, named);
        if (isKnown && state.history.isRecorded(sha256) && !isArchived(sha256, named)) {
            state.archive.restore(file);
            tellRestored(file, sha256);
        }
        return isKnown;
    }

    private void tellRestored(Path file, String sha256) {
        state.notices.add(Reason.of("ARCHIVE_RESTORED", file.getFileName(), sha256));
    }

    /** Whether the archive has what a person named with all its bytes, and what lies in the inbox at all, unless it was taken out. */
    boolean isArchived(String sha256, boolean named) {
        return named
                ? state.archive.isIntact(sha256)
                : state.archive.contains(sha256) || state.history.pruned().contains(sha256);
    }

    /** Whether a file with this hash was received and is not looked at again. */
    boolean isSettled(String sha256) {
        return seen.contains(sha256);
    }

    /**
     * A file that becomes a delivery.
     *
     * @param file where its bytes are now
     */
    record Arrival(Path file, String fileName, String sha256) {}

    /**
     * Makes a delivery of a file.
     *
     * @param from the file of the inbox that it is or came in
     * @param opening opens it, or refuses
     * @param named whether a person named it, so that it becomes one even if it is no spreadsheet
     * @return whether it is a delivery
     */
    boolean receive(Arrival arrival, Path from, Supplier<InputFile> opening, boolean named) {
        try {
            Recognition recognised = Recognition.of(opening.get(), arrival.fileName(), state.jobs, source(from));
            add(arrival, State.ARRIVAL, Delivery.Reasons.NONE, recognised.job());
        } catch (Refused refused) {
            if (!named && NO_SPREADSHEET.contains(refused.reason().code())) {
                seen.remove(arrival.sha256());
                return false;
            }
            addUnreadable(arrival, List.of(refused.reason()));
        }
        return true;
    }

    /** Makes a delivery of a file that cannot be read, unless just that is known of it. */
    void addUnreadable(Arrival arrival, List<Reason> why) {
        Delivery.Reasons reasons = Delivery.Reasons.of(why);
        boolean isSaid = state.allDeliveries().stream()
                .anyMatch(delivery -> delivery.sha256().equals(arrival.sha256())
                        && delivery.reasons().equals(reasons));
        if (!isSaid) {
            add(arrival, State.UNREADABLE, reasons, null);
        }
    }

    private void add(Arrival arrival, State became, Delivery.Reasons reasons, @Nullable JobDefinition job) {
        String sha256 = state.archive.store(arrival.file(), arrival.sha256());
        Delivery delivery = new Delivery(
                sha256,
                arrival.fileName(),
                job == null ? null : job.sourceCode(),
                became,
                reasons,
                state.clock.instant(),
                state.run,
                job == null ? null : state.stagingFolder(sha256, job, state.request.published()),
                null);
        List<Received> others = new ArrayList<>(state.deliveries);
        others.removeIf(other -> other.delivery().sha256().equals(sha256));
        others.add(new Received(delivery, state.request.published(), true, State.ARRIVAL));
        state.deliveries = others;
    }

    /** The source that a person named, else the inbox folder's, else none. */
    private @Nullable String source(Path file) {
        if (state.request.source() != null) {
            return state.job(state.request.source()).sourceCode();
        }
        Path inbox = state.request.input().toAbsolutePath().normalize();
        Path path = file.toAbsolutePath().normalize();
        if (!path.startsWith(inbox) || path.getNameCount() < inbox.getNameCount() + 2) {
            return null;
        }
        String folder = path.getName(inbox.getNameCount()).toString();
        return state.findJob(folder).map(JobDefinition::sourceCode).orElse(null);
    }
}
