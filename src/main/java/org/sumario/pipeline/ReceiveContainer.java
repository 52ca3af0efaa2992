package org.sumario.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sumario.archive.Archive;
import org.sumario.input.Container;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadState.Opened;
import org.sumario.pipeline.Receive.Arrival;

/**
 * Receives what is in a container: each spreadsheet is a delivery of its own. The container itself becomes one only where something in it
 * could not be unpacked: nothing else would keep those bytes.
 */
final class ReceiveContainer implements Container.Members {
    private static final int REASONS_TOLD = 20;

    private final LoadState state;
    private final Receive receive;
    private final Arrival container;
    private final boolean named;
    private final List<Opened.Member> members = new ArrayList<>();
    private final List<String> notSpreadsheets = new ArrayList<>();
    private final List<Reason> refusals = new ArrayList<>();

    ReceiveContainer(LoadState state, Receive receive, Arrival container, boolean named) {
        this.state = state;
        this.receive = receive;
        this.container = container;
        this.named = named;
    }

    void run() {
        Optional<Opened> before = state.history.container(container.sha256());
        if (before.filter(this::bringsNothing).isPresent()) {
            before.get().members().forEach(member -> receive.isKnown(member.sha256(), named));
            tell(before.get());
            return;
        }
        Path scratch = state.scratch(UUID.randomUUID().toString());
        try {
            Container.unpack(container.file(), container.fileName(), state.request.limits(), scratch, this);
        } catch (Refused refusal) {
            refused(refusal);
        }
        Opened now = new Opened(
                container.sha256(), container.fileName(), List.copyOf(members), List.copyOf(notSpreadsheets));
        if (before.filter(now::equals).isEmpty()) {
            state.opened.add(now);
        }
        tell(now);
    }

    /** Whether all of it is known and none looked at again, so that unpacking it would be for nothing. */
    private boolean bringsNothing(Opened before) {
        return state.allDeliveries().stream()
                        .noneMatch(delivery -> delivery.sha256().equals(container.sha256()))
                && before.isEveryMember(sha256 -> receive.isSettled(sha256) && receive.isArchived(sha256, named));
    }

    @Override
    public void member(String name, Path file) {
        Arrival member = new Arrival(file, name, Archive.sha256(file));
        boolean isDelivery = receive.isKnown(member.sha256(), named, file)
                || receive.receive(
                        member,
                        container.file(),
                        () -> Container.openMember(file, name, state.request.limits()),
                        false);
        if (isDelivery) {
            members.add(new Opened.Member(name, member.sha256()));
        } else {
            notSpreadsheets.add(name);
        }
    }

    @Override
    public void refused(Refused refusal) {
        refusals.add(refusal.reason());
    }

    private void tell(Opened opened) {
        boolean isWithoutSpreadsheet = opened.members().isEmpty() && refusals.isEmpty();
        if (isWithoutSpreadsheet && named) {
            refusals.add(Reason.of("CONTAINER_WITHOUT_SPREADSHEET", container.fileName()));
        }
        if (isWithoutSpreadsheet && !named) {
            state.notSpreadsheets.add(container.fileName());
        } else {
            state.notSpreadsheets.addAll(opened.notSpreadsheets());
        }
        if (!refusals.isEmpty()) {
            receive.addUnreadable(container, told());
        }
    }

    private List<Reason> told() {
        if (refusals.size() <= REASONS_TOLD) {
            return refusals;
        }
        List<Reason> told = new ArrayList<>(refusals.subList(0, REASONS_TOLD));
        told.add(Reason.of("CONTAINER_MORE", container.fileName(), refusals.size() - REASONS_TOLD));
        return told;
    }
}
