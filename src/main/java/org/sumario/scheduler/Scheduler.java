package org.sumario.scheduler;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadReport;
import org.sumario.pipeline.LoadRequest;
import org.sumario.pipeline.LoadRequest.Trigger;
import org.sumario.pipeline.Progress;
import org.sumario.scheduler.Inbox.Look;

/**
 * Looks, launches what is due, waits, and again. It decides from the ledger, the job files and the inbox as they are at each look;
 * what it keeps in memory (back-off, what has been read already) may be lost at any time and costs at most a load that finds nothing
 * new. It runs in one thread; only {@link #stop} and {@link #status} are called from others.
 */
public final class Scheduler {
    private final Folders folders;
    private final Rhythm rhythm;
    private final Clock clock;
    private final Pause pause;
    private final Launcher launcher;
    private final Journal journal;
    private final Inbox inbox;
    private final RecordView record;
    private final Instant startedAt;

    private volatile boolean isStopping;
    private volatile Status status;

    private @Nullable Setback setback;
    private @Nullable Reason trouble;
    private @Nullable Instant troubleSince;

    /** The folders of {@link LoadRequest}. */
    public record Folders(Path input, Path warehouse, Path jobs) {}

    /**
     * Why the last launch came to nothing.
     *
     * @param over what there was to load; when that changes there is no use in waiting
     */
    private record Setback(Reason reason, Instant since, int attempts, Instant retryAt, Object over) {
        boolean isLock() {
            return reason.code().equals("WAREHOUSE_LOCKED");
        }
    }

    public Scheduler(Folders folders, Rhythm rhythm, Clock clock, Pause pause, Launcher launcher, Journal journal) {
        this.folders = folders;
        this.rhythm = rhythm;
        this.clock = clock;
        this.pause = pause;
        this.launcher = launcher;
        this.journal = journal;
        this.inbox = new Inbox(folders.input(), rhythm.look());
        this.record = new RecordView(folders);
        this.startedAt = clock.instant();
        this.status = Status.starting(startedAt);
    }

    /** Runs until {@link #stop} is called or the thread is interrupted while it waits. */
    public void run() {
        while (!isStopping) {
            Duration wait = round();
            if (!isStopping && !wait.isZero() && !wait.isNegative()) {
                try {
                    pause.pause(wait);
                } catch (InterruptedException e) {
                    isStopping = true;
                }
            }
        }
        journal.tell(Reason.of("SERVE_STOPPED"));
    }

    /** Asks the running load to end at its next safe point, and {@link #run} to return. */
    public void stop() {
        isStopping = true;
        pause.end();
    }

    /** What was known after the last look. */
    public Status status() {
        return status;
    }

    /** One look and at most one load; answers how long to wait. */
    private Duration round() {
        Instant now = clock.instant();
        Agenda agenda;
        Look look;
        try {
            record.read();
            agenda = Agenda.of(record.jobs(), record.history(), now);
            look = inbox.look(record.history(), now);
            trouble = null;
            troubleSince = null;
        } catch (RuntimeException e) {
            troubled(reason(e), now);
            return rhythm.look();
        }
        Optional<LoadRequest> work = work(agenda, look, now);
        Setback before = setback;
        if (before != null && !before.over().equals(over(look)) && !before.isLock()) {
            before = null;
        }
        boolean isWaiting = before != null && now.isBefore(before.retryAt());
        if (work.isEmpty()) {
            setback = null;
        }
        if (work.isPresent() && !isWaiting) {
            status = status(agenda, look, work.get().trigger().kind().word(), now);
            launch(work.get(), look);
            return Duration.ZERO;
        }
        status = status(agenda, look, null, now);
        Instant wakeAt = now.plus(rhythm.look());
        wakeAt = agenda.wakeAt().filter(wakeAt::isAfter).orElse(wakeAt);
        if (work.isPresent() && before != null && before.retryAt().isBefore(wakeAt)) {
            wakeAt = before.retryAt();
        }
        return Duration.between(now, wakeAt);
    }

    /** The one load to run next: an instant of a cron before the inbox, and late sources when nothing can bring them any more. */
    private Optional<LoadRequest> work(Agenda agenda, Look look, Instant now) {
        boolean mayBeHalfCopied = !look.changing().isEmpty();
        if (mayBeHalfCopied && now.isBefore(startedAt.plus(rhythm.look()))) {
            // What lies there since long looks new at the first look; the first load should not miss it.
            return Optional.empty();
        }
        if (!agenda.scheduled().isEmpty()) {
            return Optional.of(request(agenda.scheduled().get(0), List.of()));
        }
        boolean isFirst = !record.history().hasCompleted() && !mayBeHalfCopied;
        if (isFirst || !look.fresh().isEmpty()) {
            return Optional.of(request(Trigger.INBOX, List.of()));
        }
        return agenda.toTell().stream()
                .findFirst()
                .map(late -> request(Trigger.schedule(late.sourceCode(), late.expectedAt()), agenda.toTell()));
    }

    private LoadRequest request(Trigger trigger, List<LoadRequest.LateSource> late) {
        return new LoadRequest(folders.input(), folders.warehouse(), folders.jobs(), List.of(), null, null)
                .because(trigger, late);
    }

    private void launch(LoadRequest request, Look look) {
        try {
            LoadReport report = launcher.run(request, new Stopping(look), clock);
            inbox.loaded(look);
            setback = null;
            journal.loaded(request.trigger(), report);
            request.late().forEach(late -> journal.tell(Reason.of("SERVE_LATE", late.sourceCode(), late.expectedAt())));
        } catch (RuntimeException e) {
            Reason reason = reason(e);
            if (isStopping && reason.code().equals("LOAD_STOPPED")) {
                journal.tell(reason);
            } else {
                setBack(reason, look);
            }
        }
    }

    private void setBack(Reason reason, Look look) {
        Instant now = clock.instant();
        Setback before = setback;
        boolean isLock = reason.code().equals("WAREHOUSE_LOCKED");
        boolean isAgain = before != null && before.isLock() == isLock;
        int attempts = before != null && isAgain ? before.attempts() + 1 : 1;
        Instant retryAt = now.plus(isLock ? rhythm.afterLocked(attempts) : rhythm.afterFailure(attempts));
        setback = new Setback(reason, before != null && isAgain ? before.since() : now, attempts, retryAt, over(look));
        // Who holds the warehouse is told once, not at every attempt.
        if (!isLock || !isAgain) {
            journal.tell(reason);
            journal.tell(Reason.of("SERVE_RETRY", seconds(retryAt)));
        }
    }

    private void troubled(Reason reason, Instant now) {
        if (!reason.equals(trouble)) {
            trouble = reason;
            troubleSince = now;
            journal.tell(reason);
        }
        Status last = status;
        status = new Status(
                startedAt,
                now,
                Optional.empty(),
                last.lastLoad(),
                last.nextFire(),
                last.filesWaiting(),
                last.late(),
                last.loads(),
                last.deliveries(),
                Optional.of(new Status.Failure(
                        reason, troubleSince == null ? now : troubleSince, 0, now.plus(rhythm.look()))),
                Optional.empty());
    }

    private Status status(Agenda agenda, Look look, @Nullable String running, Instant now) {
        Optional<Setback> back = Optional.ofNullable(setback);
        LoadHistory history = record.history();
        return new Status(
                startedAt,
                now,
                Optional.ofNullable(running),
                history.last()
                        .map(load -> new Status.LastLoad(
                                load.run(),
                                load.status(),
                                load.trigger(),
                                load.startedAt().plusMillis(load.durationMillis()),
                                load.durationMillis())),
                agenda.nextFire(),
                look.changing().size() + look.fresh().size(),
                agenda.late(),
                history.loadsByStatus(),
                history.deliveriesByState(),
                back.filter(found -> !found.isLock())
                        .map(found ->
                                new Status.Failure(found.reason(), found.since(), found.attempts(), found.retryAt())),
                back.filter(Setback::isLock).map(Setback::since));
    }

    private Object over(Look look) {
        return List.of(record.jobStamps(), Set.copyOf(look.fresh()));
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    }

    private static Reason reason(RuntimeException problem) {
        return problem instanceof Refused refused
                ? refused.reason()
                : Reason.of("FAILED", String.valueOf(problem.getCause() == null ? problem : problem.getCause()));
    }

    /** Lets a load read only what has settled, and ends it when the scheduler stops. */
    private final class Stopping implements Progress {
        private final Look look;

        Stopping(Look look) {
            this.look = look;
        }

        @Override
        public void begins(String step, int pieces) {}

        @Override
        public void advances(String piece) {}

        @Override
        public void tells(Reason news) {
            journal.tell(news);
        }

        @Override
        public boolean wantsToStop() {
            return isStopping;
        }

        @Override
        public boolean isReady(Path file) {
            return look.isReady(file);
        }
    }
}
