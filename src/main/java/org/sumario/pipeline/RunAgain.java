package org.sumario.pipeline;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.sumario.input.Container;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.model.Decision;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.normalise.Recognition;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.rows.Limits;
import org.sumario.warehouse.EarlierReleases;
import org.sumario.warehouse.FigureChange;
import org.sumario.warehouse.ReleaseBuilder;
import org.sumario.warehouse.ReleaseBuilder.Built;
import org.sumario.warehouse.StagingWriter;
import org.sumario.warehouse.WantedRelease;

/** A load or decision done again with the steps of a load: what it brought is read, judged and, where it made a release, built. */
final class RunAgain {
    private final RecordedRun recorded;
    private final LoadState state;
    private final ArchivedFiles archived;
    private final ReadDelivery reading;

    /** Deliveries that were unreadable and are not. */
    private final Set<String> readable = new ConcurrentSkipListSet<>();

    private @Nullable Reason failure;

    /** @param state of the run, its history taken up and nothing received yet */
    RunAgain(RecordedRun recorded, LoadState state, ArchivedFiles archived) {
        this.recorded = recorded;
        this.state = state;
        this.archived = archived;
        reading = new ReadDelivery(state);
        List<Received> all = new ArrayList<>(state.deliveries);
        for (Received arrival : recorded.arrivals()) {
            all.removeIf(
                    other -> other.delivery().sha256().equals(arrival.delivery().sha256()));
            all.add(arriving(arrival));
        }
        state.deliveries = all;
    }

    /** As it was before it was judged; what had no source was never read any further, and what a person pruned cannot be. */
    private Received arriving(Received arrival) {
        Delivery delivery = arrival.delivery();
        String source = delivery.sourceCode();
        Delivery arrived = source == null || isPruned(delivery)
                ? delivery
                : delivery.as(State.ARRIVAL, Delivery.Reasons.NONE)
                        .at(state.stagingFolder(delivery.sha256(), state.job(source), arrival.publishedOption()));
        return new Received(arrived, arrival.publishedOption(), true, State.ARRIVAL);
    }

    private boolean isPruned(Delivery delivery) {
        return !archived.isThere(delivery.sha256()) && state.history.pruned().contains(delivery.sha256());
    }

    LoadState state() {
        return state;
    }

    /** What this run brought, to be read before others are judged. */
    List<Received> arrivals() {
        return state.deliveries.stream().filter(Received::isNew).toList();
    }

    /** What has no staging under the mapping of this run. */
    List<Received> unread() {
        return reading.wanted();
    }

    /** Reads one; many at once. What cannot be read any more is unreadable, which the ledger then does not say. */
    void read(Received received) {
        Delivery delivery = received.delivery();
        if (isPruned(delivery)) {
            return;
        }
        boolean isSound = archived.isSound(delivery.sha256());
        try {
            if (!archived.isThere(delivery.sha256())) {
                throw new Refused("ARCHIVE_DIFFERS", delivery.fileName(), delivery.sha256());
            }
            if (delivery.staging() == null) {
                examine(delivery);
            } else if (!StagingWriter.isWhole(delivery.staging())) {
                // As one that arrives: also what is not the file that was received shows what it makes of the figures.
                reading.run(new Received(delivery, received.publishedOption(), true, received.before()));
            }
        } catch (RuntimeException e) {
            if (isSound && !(e instanceof Refused)) {
                throw e;
            }
            state.unreadable(received, Failures.of(e).reason());
        }
    }

    /** Whether a file that could not be opened, or that no job file matched, still cannot. */
    private void examine(Delivery delivery) {
        Path file = archived.file(delivery.sha256());
        boolean isReadable;
        if (Container.isOne(file) && !isMember(delivery)) {
            Unpacked unpacked = new Unpacked(state.request.limits());
            Container.unpack(
                    file,
                    delivery.fileName(),
                    state.request.limits(),
                    state.request.warehouse().resolve("work").resolve(delivery.sha256()),
                    unpacked);
            isReadable = unpacked.isReadable();
        } else {
            isReadable = isRecognised(delivery, file);
        }
        if (isReadable) {
            readable.add(delivery.sha256());
        }
    }

    private static boolean isMember(Delivery delivery) {
        return delivery.fileName().contains("!");
    }

    /** Which source a person named stands nowhere: a file is readable where its content tells one, and no source that may have been named refuses it. */
    private boolean isRecognised(Delivery delivery, Path file) {
        List<@Nullable String> named = new ArrayList<>();
        named.add(null);
        state.jobs.forEach(job -> named.add(job.sourceCode()));
        for (String source : named) {
            try {
                InputFile opened = isMember(delivery)
                        ? Container.openMember(file, delivery.fileName(), state.request.limits())
                        : InputFiles.open(file, delivery.fileName(), state.request.limits());
                Recognition.of(opened, delivery.fileName(), state.jobs, source);
            } catch (Refused refused) {
                boolean isSaid = delivery.reasons().equals(Delivery.Reasons.of(List.of(refused.reason())));
                if (source == null || isSaid) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What comes out of a container: it is readable where a spreadsheet does, and all else does too. */
    private static final class Unpacked implements Container.Members {
        private final Limits limits;
        private boolean hasSpreadsheet;
        private boolean hasRefusal;

        Unpacked(Limits limits) {
            this.limits = limits;
        }

        @Override
        public void member(String name, Path file) {
            try {
                Container.openMember(file, name, limits);
                hasSpreadsheet = true;
            } catch (Refused refused) {
                hasSpreadsheet |=
                        !Receive.NO_SPREADSHEET.contains(refused.reason().code());
            }
        }

        @Override
        public void refused(Refused refusal) {
            hasRefusal = true;
        }

        boolean isReadable() {
            return hasSpreadsheet && !hasRefusal;
        }
    }

    /** Judges what was read as the run did. */
    void check() {
        Decision decision = state.decision;
        Optional<Delivery> lost = state.allDeliveries().stream()
                .filter(delivery -> decision != null && delivery.sha256().equals(decision.sha256()))
                .filter(delivery -> delivery.staging() == null && !isPruned(delivery))
                .findFirst();
        if (lost.isPresent()) {
            failure = Reason.of(
                    "ARCHIVE_DIFFERS", lost.get().fileName(), lost.get().sha256());
            return;
        }
        try {
            new Check(state).run();
        } catch (Refused refused) {
            failure = refused.reason();
        }
    }

    /**
     * Builds the release that the run made, where it made one.
     *
     * @param before the release that was current, built again; null where nothing is to be built upon or compared with it
     * @param changes what mappings changed in releases before
     */
    Optional<Built> build(Path file, @Nullable Path before, List<FigureChange> changes) {
        WantedRelease wanted = state.wanted();
        Optional<History.Release> release = recorded.release();
        if (release.isEmpty() || failure != null || !wanted.hasStaging()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ReleaseBuilder.build(
                    file,
                    release.get().manifest().releaseNumber(),
                    release.get().manifest().releasedAt(),
                    wanted,
                    new EarlierReleases(
                            state.history.manifests(),
                            release.get().manifest().ledgerSha256(),
                            changes,
                            before,
                            state.remappedSources())));
        } catch (Refused refused) {
            failure = refused.reason();
            return Optional.empty();
        }
    }

    Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        for (Delivery delivery : state.allDeliveries()) {
            boolean isReadable = readable.contains(delivery.sha256());
            states.put(
                    delivery.sha256(),
                    isReadable ? State.ARRIVAL.word() : delivery.state().word());
        }
        return states;
    }

    Map<String, String> totals() {
        Map<String, String> totals = new TreeMap<>();
        for (Delivery delivery : arrivals().stream().map(Received::delivery).toList()) {
            Path staging = delivery.staging();
            if (staging != null && Files.isDirectory(staging)) {
                totals.put(
                        delivery.sha256(),
                        Record.controlTotals(state.totals(requireNonNull(staging)))
                                .toString());
            }
        }
        return totals;
    }

    Optional<Reason> failure() {
        return Optional.ofNullable(failure);
    }
}
