package org.sumario.scheduler;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sumario.jobs.JobDefinition;
import org.sumario.pipeline.LoadRequest.LateSource;
import org.sumario.pipeline.LoadRequest.Trigger;

/**
 * What the schedules ask for at one instant; a pure function of job files, ledger and time.
 *
 * <p><b>Misfires.</b> Of the instants that passed unserved (the machine was off, a load failed) the newest one of each source is
 * caught up with, once: a publication that counts from January contains the missed ones. Instants before a source's first load are
 * no misfires.
 *
 * <p><b>Late.</b> A source is late when its days of grace after a scheduled instant have passed and nothing that belongs to that
 * instant has arrived. An arrival belongs to the instant that it is nearest to, but one within an instant's grace always belongs to
 * that one. So a file that comes days before the cron counts for it, and one that comes after the grace of last month does not hide
 * that this month's is missing. Anything of the source that could be read counts, a duplicate or a held file too. What a load that
 * catches up with an instant finds belongs to that instant: the publisher was not late, the machine was off. Each instant is told
 * of once; of several that passed together only the newest.
 *
 * @param scheduled what is due, oldest first
 * @param toTell late sources that no load has told of yet
 * @param late all sources that are late now
 * @param nextFire the next instant of each source that has one
 * @param wakeAt when something becomes due next
 */
record Agenda(
        List<Trigger> scheduled,
        List<LateSource> toTell,
        List<LateSource> late,
        SortedMap<String, Instant> nextFire,
        Optional<Instant> wakeAt) {

    static Agenda of(List<JobDefinition> jobs, LoadHistory history, Instant now) {
        SortedMap<String, Instant> nextFire = new TreeMap<>();
        List<Map.Entry<Instant, Trigger>> scheduled = new ArrayList<>();
        List<LateSource> late = new ArrayList<>();
        List<Instant> wakeUps = new ArrayList<>();
        for (JobDefinition job : jobs) {
            Firings firings = Firings.of(job).orElse(null);
            if (firings == null) {
                continue;
            }
            String source = job.sourceCode();
            firings.next(now).ifPresent(next -> {
                nextFire.put(source, next);
                wakeUps.add(next);
            });
            Instant from = history.caughtUpFrom(fileName(job)).orElse(now);
            Optional<Instant> newest = firings.newest(from, now);
            newest.filter(fired ->
                            history.lastServed(source).map(fired::isAfter).orElse(true))
                    .ifPresent(fired -> scheduled.add(Map.entry(fired, Trigger.schedule(source, fired))));
            newest.map(firings::dueAt).filter(due -> due.isAfter(now)).ifPresent(wakeUps::add);
            history.usedSince(fileName(job))
                    .flatMap(since -> overdue(firings, history, since, now))
                    .ifPresent(late::add);
        }
        return new Agenda(
                scheduled.stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList(),
                late.stream()
                        .filter(source -> !history.isToldLate(source.sourceCode(), source.expectedAt()))
                        .toList(),
                List.copyOf(late),
                nextFire,
                wakeUps.stream().min(Comparator.naturalOrder()));
    }

    private static Optional<LateSource> overdue(Firings firings, LoadHistory history, Instant from, Instant now) {
        return firings.newestDue(from, now)
                .filter(instant -> !history.hasArrivalAfter(firings.sourceCode(), firings.arrivalsFrom(instant)))
                .map(instant -> new LateSource(firings.sourceCode(), instant, firings.dueAt(instant)));
    }

    private static String fileName(JobDefinition job) {
        return job.files().stream()
                .map(Path::getFileName)
                .map(String::valueOf)
                .findFirst()
                .orElse("");
    }
}
