package org.sumario.audit;

import java.util.ArrayList;
import java.util.List;
import org.sumario.audit.ProofPack.Fault;
import org.sumario.model.Reason;

/** Collects the faults of a pack. */
final class ProofFaults {
    private static final Reason CHANGED = Reason.of("PROOF_ADVICE");

    private final List<Fault> found = new ArrayList<>();

    void add(String area, String item, String problem, Object... arguments) {
        add(area, item, Reason.of(problem, arguments));
    }

    void add(String area, String item, Reason problem) {
        found.add(new Fault(area, item, problem, CHANGED));
    }

    void add(Fault fault) {
        found.add(fault);
    }

    boolean names(String item) {
        return found.stream().anyMatch(fault -> fault.item().equals(item));
    }

    int size() {
        return found.size();
    }

    List<Fault> found() {
        return List.copyOf(found);
    }
}
