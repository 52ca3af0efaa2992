package org.sumario.pipeline;

import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.report.Account;
import org.sumario.warehouse.ReleasedWarehouse;

/**
 * What a load would do.
 *
 * @param account what {@code plan.json} says
 * @param refusal why a load would release nothing, null where it would
 * @param load what the load would tell
 * @param differences between the release that is current and the one that would be; null where there is neither
 */
public record PlanReport(
        Account account,
        @Nullable Reason refusal,
        LoadReport load,
        @Nullable ReleasedWarehouse differences) implements AutoCloseable {

    /** By which it can be carried out; null where a load would change nothing, or would be refused. */
    public @Nullable String id() {
        return account.plan();
    }

    public Account.Verdict verdict() {
        return account.verdict();
    }

    /** The release that is current, 0 before the first. */
    public long baseRelease() {
        Account.Release before = account.before();
        return before == null ? 0 : before.releaseNumber();
    }

    @Override
    public void close() {
        if (differences != null) {
            differences.close();
        }
    }
}
