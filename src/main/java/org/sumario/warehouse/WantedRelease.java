package org.sumario.warehouse;

import java.security.MessageDigest;
import java.util.List;
import org.sumario.model.AcceptedFinding;
import org.sumario.model.Delivery;
import org.sumario.model.SourceDescription;

/**
 * The set that a release is a function of: sources as described today, deliveries with their states and mappings, findings.
 *
 * @param sourceFindings of sources as a whole
 * @param acceptedFindings that people let stand
 */
public record WantedRelease(
        List<SourceDescription> sources,
        List<Delivery> deliveries,
        List<SourceFinding> sourceFindings,
        List<AcceptedFinding> acceptedFindings) {

    /** Whether there is anything to build from. */
    public boolean hasStaging() {
        return deliveries.stream().anyMatch(delivery -> delivery.staging() != null);
    }

    /** Identity of the set, together with this program's SQL. */
    public String digest() {
        MessageDigest digest = Digests.sha256();
        addRecipe(digest);
        deliveries.stream()
                .map(delivery -> delivery.sha256() + " " + delivery.state().word() + " "
                        + (delivery.staging() == null ? "-" : delivery.staging().getFileName()) + " "
                        + delivery.reasons().english())
                .sorted()
                .forEach(line -> Digests.add(digest, line));
        sourceFindings.stream().map(SourceFinding::toString).sorted().forEach(line -> Digests.add(digest, line));
        acceptedFindings.forEach(accepted -> Digests.add(digest, accepted.toString()));
        return Digests.hex(digest);
    }

    /** Identity of what does not depend on deliveries: this program's SQL and the sources as described today. */
    String recipe() {
        MessageDigest digest = Digests.sha256();
        addRecipe(digest);
        return Digests.hex(digest);
    }

    private void addRecipe(MessageDigest digest) {
        Digests.add(digest, SqlFiles.digest());
        sources.forEach(source -> Digests.add(digest, source.toString()));
    }
}
