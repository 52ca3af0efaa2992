package org.sumario.pipeline;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sumario.rows.Limits;

/**
 * What to load.
 *
 * @param files files named by a person; none means the inbox
 * @param source source that a person names, null for any
 * @param published publication date of deliveries that carry none
 * @param trigger why the load runs; the ledger keeps it
 * @param late sources whose publication is overdue, to be recorded with this load
 * @param limits what a file may cost at most
 * @param language of the page that is written about it
 */
public record LoadRequest(
        Path input,
        Path warehouse,
        Path jobs,
        List<Path> files,
        @Nullable String source,
        @Nullable LocalDate published,
        Trigger trigger,
        List<LateSource> late,
        Limits limits,
        Locale language) {

    /** A load that a person asks for, within the usual limits. */
    public LoadRequest(
            Path input,
            Path warehouse,
            Path jobs,
            List<Path> files,
            @Nullable String source,
            @Nullable LocalDate published) {
        this(
                input,
                warehouse,
                jobs,
                files,
                source,
                published,
                Trigger.COMMAND,
                List.of(),
                Limits.DEFAULT,
                Locale.ENGLISH);
    }

    /** The same for another reason. */
    public LoadRequest because(Trigger other, List<LateSource> sources) {
        return new LoadRequest(input, warehouse, jobs, files, source, published, other, sources, limits, language);
    }

    /** The same within other limits. */
    public LoadRequest within(Limits others) {
        return new LoadRequest(input, warehouse, jobs, files, source, published, trigger, late, others, language);
    }

    /** The same for a reader of another language. */
    public LoadRequest in(Locale other) {
        return new LoadRequest(input, warehouse, jobs, files, source, published, trigger, late, limits, other);
    }

    /**
     * Why a load runs.
     *
     * @param sourceCode the source whose schedule it is, null for other kinds
     * @param scheduledFor the instant that its cron named, null for other kinds
     */
    public record Trigger(
            Kind kind,
            @Nullable String sourceCode,
            @Nullable Instant scheduledFor) {
        public static final Trigger COMMAND = new Trigger(Kind.COMMAND, null, null);
        public static final Trigger INBOX = new Trigger(Kind.INBOX, null, null);

        /** What can start a load: a person, a source's cron, a change in the inbox. */
        public enum Kind {
            COMMAND,
            SCHEDULE,
            INBOX;

            /** The word in the ledger. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public static Trigger schedule(String sourceCode, Instant scheduledFor) {
            return new Trigger(Kind.SCHEDULE, sourceCode, scheduledFor);
        }
    }

    /**
     * A source of which nothing new arrived in time.
     *
     * @param expectedAt the instant that its cron named
     * @param dueAt the end of its days of grace
     */
    public record LateSource(String sourceCode, Instant expectedAt, Instant dueAt) {}
}
