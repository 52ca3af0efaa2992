package org.sumario.model;

import java.time.Instant;

/**
 * A finding that a person lets stand, with the reason. It changes no figure.
 *
 * @param finding what tells it again in every file: the column {@code finding} of {@code published.finding}
 * @param run the run in whose place it was accepted
 */
public record AcceptedFinding(String finding, String reason, String acceptedBy, Instant acceptedAt, long run) {}
