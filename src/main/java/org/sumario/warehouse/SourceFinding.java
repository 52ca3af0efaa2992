package org.sumario.warehouse;

import org.sumario.model.Reason;
import org.sumario.model.Severity;

/**
 * A finding about a source and none of its deliveries, such as a publication that is overdue.
 *
 * @param run the run that noticed it
 */
public record SourceFinding(long run, Severity severity, String sourceCode, Reason reason) {}
