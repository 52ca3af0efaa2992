package org.sumario.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sumario.model.Decision;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadState.Received;
import org.sumario.warehouse.Agreement;
import org.sumario.warehouse.Guards;
import org.sumario.warehouse.Manifest;

/** The check step: guards and decisions say what becomes of the deliveries. */
final class Check {
    private final LoadState state;

    Check(LoadState state) {
        this.state = state;
    }

    void run() {
        state.progress.begins("check", 1);
        refuseMappingThatBreaksWhatIsAccepted();
        Decision decision = state.decision;
        if (decision != null) {
            examine(decision);
        }
        ApplyRules rules = new ApplyRules(state);
        boolean isReleased = decision == null && isReleased();
        if (!isReleased) {
            rules.runThatHold();
            List<Delivery> judged = Guards.judge(state.sources(), state.allDeliveries(), state.decisions());
            List<Received> changed = new ArrayList<>();
            for (int i = 0; i < judged.size(); i++) {
                changed.add(state.deliveries.get(i).with(judged.get(i)));
            }
            state.deliveries = changed;
        }
        if (!isReleased || !state.isShown) {
            // What is accepted by now says what each delivery is compared with.
            rules.run();
        }
        state.progress.advances("");
    }

    /** Refuses to accept what has no place among the vintages; finds how far what confirms agrees. */
    private void examine(Decision decision) {
        List<Delivery> all = state.allDeliveries();
        int position = IntStream.range(0, all.size())
                .filter(index -> all.get(index).sha256().equals(decision.sha256()))
                .findFirst()
                .orElseThrow();
        Delivery delivery = all.get(position);
        if (decision.verdict() == Verdict.CONFIRM) {
            state.agreements = Agreement.of(state.sources(), all, delivery);
            refuseWhatConfirmsNothing(delivery);
        } else if (decision.verdict() == Verdict.ACCEPT) {
            Delivery.Reasons reasons = Guards.unacceptable(state.sources(), all, position);
            if (!reasons.isEmpty()) {
                throw new Refused(
                        "DECIDE_CANNOT_ACCEPT",
                        delivery.shortName(),
                        delivery.fileName(),
                        String.join(" ", reasons.english()));
            }
        }
    }

    /** What differs even in the totals of its districts, or covers no year that we have, confirms nothing. */
    private void refuseWhatConfirmsNothing(Delivery delivery) {
        List<String> differing = state.agreements.stream()
                .filter(year -> year.finestGrain().equals("none"))
                .map(year -> Integer.toString(year.year()))
                .toList();
        boolean isComparable =
                state.agreements.stream().anyMatch(year -> !year.finestGrain().equals("no_vintage"));
        if (!differing.isEmpty() || !isComparable) {
            throw new Refused(
                    isComparable ? "DECIDE_CONFIRMS_NOT" : "DECIDE_NOTHING_TO_CONFIRM",
                    delivery.shortName(),
                    delivery.fileName(),
                    String.join(", ", differing));
        }
    }

    /** Whether the set is that of the current release already: then nothing has to be judged again. */
    private boolean isReleased() {
        return state.history
                .current()
                .map(History.Release::manifest)
                .map(Manifest::setDigest)
                .filter(state.wanted().digest()::equals)
                .isPresent();
    }

    /** An edited job file or code list must not take away quietly what a delivery was accepted for. */
    private void refuseMappingThatBreaksWhatIsAccepted() {
        List<Delivery> all = state.allDeliveries();
        Set<String> mappedAgain =
                state.remapped().stream().map(Delivery::sha256).collect(Collectors.toSet());
        Set<Integer> remapped = new TreeSet<>();
        for (int i = 0; i < all.size(); i++) {
            String sha256 = all.get(i).sha256();
            boolean wasDecided = state.decisions().stream()
                    .anyMatch(decision -> decision.sha256().equals(sha256));
            if (all.get(i).state() == State.ACCEPTED && mappedAgain.contains(sha256) && !wasDecided) {
                remapped.add(i);
            }
        }
        if (remapped.isEmpty()) {
            return;
        }
        String failing = Guards.failing(state.sources(), all, remapped).entrySet().stream()
                .map(entry -> all.get(entry.getKey()).shortName() + " ("
                        + all.get(entry.getKey()).fileName() + "): "
                        + String.join(" ", entry.getValue().english()))
                .collect(Collectors.joining(" "));
        if (!failing.isEmpty() && state.decision != null) {
            // So that several can be decided one after the other.
            Record.appendDecision(state, state.decision);
            throw new Refused("MAPPING_BREAKS_OTHERS", failing);
        }
        if (!failing.isEmpty()) {
            throw new Refused("MAPPING_BREAKS_ACCEPTED", failing);
        }
    }
}
