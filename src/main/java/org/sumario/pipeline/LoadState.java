package org.sumario.pipeline;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumario.archive.Archive;
import org.sumario.archive.Ledger;
import org.sumario.jobs.JobDefinition;
import org.sumario.model.Decision;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.model.DeliveryContent.ControlTotals;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.model.Severity;
import org.sumario.model.SourceDescription;
import org.sumario.warehouse.Agreement;
import org.sumario.warehouse.ReleaseBuilder.Built;
import org.sumario.warehouse.ReleaseFigures.CurrentVintage;
import org.sumario.warehouse.Releases;
import org.sumario.warehouse.SourceFinding;
import org.sumario.warehouse.StagingTotals;
import org.sumario.warehouse.StagingWriter;
import org.sumario.warehouse.WantedRelease;

/** What the steps of one run hand to each other. All of it can be made again from the record. */
final class LoadState {
    final LoadRequest request;

    /** Below it this run writes: the warehouse, but for a plan a folder of its own. */
    final Path made;

    final Progress progress;
    final Clock clock;
    final Instant startedAt;
    final long run;
    final Archive archive;
    final Ledger ledger;
    final Releases releases;
    final List<JobDefinition> jobs;

    /** The record as it stood when the run began. */
    final History history;

    /** What a person decides with this run, null for a load. */
    final @Nullable Decision decision;

    /** Everything received so far, and, after the receive step, what this run brings. */
    volatile List<Received> deliveries = List.of();

    /** What recovery and the steps have to tell the person. */
    final List<Reason> notices = new ArrayList<>();

    /** The plan that this run carries out, null for none. */
    @Nullable
    Plan plan;

    /** SHA-256 of the files that brought something, in the order of their arrival. */
    final Map<Path, String> inputs = new LinkedHashMap<>();

    /** Files that a person named and that were received before. */
    final Set<String> knownFiles = new TreeSet<>();

    final List<String> notSpreadsheets = new ArrayList<>();

    /** Containers of which this run has something to record. */
    final List<Opened> opened = new ArrayList<>();

    /** Deliveries that were known and whose files were read again, because the columns of their job file changed. */
    final Set<String> readAgain = new ConcurrentSkipListSet<>();

    /** How far a confirming delivery agrees with the figures, year by year. */
    List<Agreement> agreements = List.of();

    @Nullable
    Built built;

    /** Whether {@link #built} is a release that the record knows already and whose file was lost. */
    boolean isRebuilt;

    /** What was current when the run began, as readers saw it. */
    List<CurrentVintage> currentBefore = List.of();

    /** Whether this run has its line in the ledger already. */
    boolean isRecorded;

    /** Whether the released file is the one that the record says is current. */
    boolean isShown;

    private final Map<Path, ControlTotals> totals = new ConcurrentHashMap<>();

    /**
     * A delivery with what the record keeps beside it.
     *
     * @param publishedOption the publication date a person gave when it was loaded
     * @param isNew whether this run brought it
     * @param before what it was before this run
     */
    record Received(Delivery delivery, @Nullable LocalDate publishedOption, boolean isNew, State before) {
        Received with(Delivery changed) {
            return new Received(changed, publishedOption, isNew, before);
        }

        Received restated(State state, Delivery.Reasons reasons) {
            return new Received(delivery.as(state, reasons), publishedOption, isNew, state);
        }

        /** Whether this run brought it or made something else of it. */
        boolean isTouched() {
            return isNew || delivery.state() != before;
        }
    }

    /**
     * A container and what came in it: what a delivery's file name says of its own arrival, for every arrival.
     *
     * @param members its spreadsheets
     * @param notSpreadsheets names of its other members
     */
    record Opened(String sha256, String fileName, List<Member> members, List<String> notSpreadsheets) {
        /** @param fileName {@code archive.zip!member.csv} */
        record Member(String fileName, String sha256) {}

        boolean isEveryMember(Predicate<String> sha256) {
            return members.stream().map(Member::sha256).allMatch(sha256);
        }
    }

    LoadState(
            LoadRequest request,
            Progress progress,
            Clock clock,
            long run,
            List<JobDefinition> jobs,
            History history,
            @Nullable Decision decision) {
        this(request, new Archive(request.warehouse()), progress, clock, run, jobs, history, decision);
    }

    /** A run of which nothing becomes visible: it reads the warehouse of the request and writes below another folder. */
    LoadState(
            LoadRequest request,
            Path made,
            Progress progress,
            Clock clock,
            long run,
            List<JobDefinition> jobs,
            History history) {
        this(request, made, new Archive(request.warehouse()).beside(made), progress, clock, run, jobs, history, null);
    }

    /** What a decision would make of what another run received and read; it writes below a folder of its own. */
    LoadState(LoadState before, Path made, Decision decision) {
        this(
                before.request,
                made,
                before.archive,
                Progress.UNHEARD,
                before.clock,
                decision.run(),
                before.jobs,
                before.history,
                decision);
        deliveries = before.deliveries;
        isShown = before.isShown;
        currentBefore = before.currentBefore;
    }

    /** A run that takes its files from an archive elsewhere; whatever it writes goes below the warehouse of the request. */
    LoadState(
            LoadRequest request,
            Archive archive,
            Progress progress,
            Clock clock,
            long run,
            List<JobDefinition> jobs,
            History history,
            @Nullable Decision decision) {
        this(request, request.warehouse(), archive, progress, clock, run, jobs, history, decision);
    }

    private LoadState(
            LoadRequest request,
            Path made,
            Archive archive,
            Progress progress,
            Clock clock,
            long run,
            List<JobDefinition> jobs,
            History history,
            @Nullable Decision decision) {
        this.request = request;
        this.made = made;
        this.progress = progress;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.run = run;
        this.jobs = jobs;
        this.history = history;
        this.decision = decision;
        this.archive = archive;
        ledger = new Ledger(request.warehouse());
        releases = new Releases(request.warehouse());
    }

    /** Takes up the deliveries of the history, each with its staging under the job files of this run. */
    LoadState recall() {
        deliveries = history.deliveries().stream()
                .map(received -> {
                    Delivery delivery = received.delivery();
                    String source = delivery.sourceCode();
                    boolean isGone =
                            history.pruned().contains(delivery.sha256()) && !archive.contains(delivery.sha256());
                    return source == null || isGone || delivery.state() == State.UNREADABLE
                            ? received
                            : received.with(delivery.at(
                                    stagingFolder(delivery.sha256(), job(source), received.publishedOption())));
                })
                .toList();
        return this;
    }

    List<Delivery> allDeliveries() {
        return deliveries.stream().map(Received::delivery).toList();
    }

    /** Makes an arrival unreadable; where the record says just that of it, it is no arrival any more. Deliveries are read many at once. */
    synchronized void unreadable(Received received, Reason why) {
        Delivery.Reasons reasons = Delivery.Reasons.of(List.of(why));
        String sha256 = received.delivery().sha256();
        Received said = history.deliveries().stream()
                .filter(before -> before.delivery().sha256().equals(sha256)
                        && before.delivery().state() == State.UNREADABLE
                        && before.delivery().reasons().equals(reasons))
                .findFirst()
                .orElseGet(() -> received.with(
                        received.delivery().as(State.UNREADABLE, reasons).at(null)));
        deliveries = deliveries.stream()
                .map(other -> other.delivery().sha256().equals(sha256) ? said : other)
                .toList();
    }

    /** Decisions in force, with the one that this run brings. */
    List<Decision> decisions() {
        List<Decision> all = new ArrayList<>(history.decisions());
        if (decision != null) {
            all.add(decision);
        }
        return all;
    }

    /** The set that the release of this run is a function of. */
    WantedRelease wanted() {
        List<SourceFinding> findings = new ArrayList<>();
        history.late().forEach(late -> findings.add(finding(late.source(), late.run())));
        request.late().forEach(late -> findings.add(finding(late, run)));
        return new WantedRelease(sources(), allDeliveries(), findings, history.acceptedFindings());
    }

    private static SourceFinding finding(LoadRequest.LateSource late, long run) {
        return new SourceFinding(
                run,
                Severity.WARNING,
                late.sourceCode(),
                Reason.of("SOURCE_LATE", late.sourceCode(), late.expectedAt(), late.dueAt()));
    }

    /** Sources that have another mapping now than in the current release. */
    Set<String> remappedSources() {
        return history.current().map(History.Release::mappings).stream()
                .flatMap(mappings -> jobs.stream()
                        .filter(job -> mappings.containsKey(job.sourceCode()))
                        .filter(job -> !job.mappingDigest().equals(mappings.get(job.sourceCode())))
                        .map(JobDefinition::sourceCode))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Deliveries that were known and have another mapping now than in the current release. */
    List<Delivery> remapped() {
        Set<String> sources = remappedSources();
        return deliveries.stream()
                .filter(received -> !received.isNew())
                .map(Received::delivery)
                .filter(delivery -> delivery.staging() != null
                        && delivery.sourceCode() != null
                        && sources.contains(delivery.sourceCode()))
                .toList();
    }

    /** Ends the run where it may safely end. */
    void stopIfWanted() {
        if (progress.wantsToStop()) {
            throw new Refused("LOAD_STOPPED");
        }
    }

    /** Control totals of a staged delivery, read from its staging once. */
    ControlTotals totals(Path staging) {
        return totals.computeIfAbsent(staging, StagingTotals::of);
    }

    JobDefinition job(String sourceCode) {
        return findJob(sourceCode).orElseThrow(() -> new Refused("SOURCE_JOB_MISSING", sourceCode));
    }

    Optional<JobDefinition> findJob(String sourceCode) {
        return jobs.stream().filter(job -> job.sourceCode().equals(sourceCode)).findFirst();
    }

    List<SourceDescription> sources() {
        return jobs.stream().map(Sources::describe).toList();
    }

    /** The staging folder of a delivery under the mapping of this run. */
    Path stagingFolder(String sha256, JobDefinition job, @Nullable LocalDate publishedOption) {
        return derivedFolder(
                stagingPrefix(sha256, job) + job.mappingDigest().substring(0, 12) + stagingSuffix(publishedOption));
    }

    /** Where a folder beside staging lies: in the warehouse where it is there already or this run writes there. */
    Path derivedFolder(String name) {
        Path kept = stagingKept().resolve(name).toAbsolutePath();
        boolean isOfWarehouse = made.equals(request.warehouse()) || StagingWriter.isWhole(kept);
        return isOfWarehouse ? kept : made.resolve("staging").resolve(name).toAbsolutePath();
    }

    /** The folder of what was staged by loads before this run. */
    Path stagingKept() {
        return request.warehouse().resolve("staging");
    }

    /** A place for what this run makes and nobody sees. */
    Path scratch(String name) {
        return made.resolve("work").resolve(name);
    }

    /** What the names of a delivery's staging folders begin with while its layout stays, whatever its code lists say. */
    static String stagingPrefix(String sha256, JobDefinition job) {
        return sha256 + "-" + job.layoutDigest().substring(0, 12) + "-";
    }

    /** What they end with: the date a person gave, and the version of what is in them. */
    static String stagingSuffix(@Nullable LocalDate publishedOption) {
        return (publishedOption == null ? "" : "-" + publishedOption) + "-v8";
    }

    /** The publication date that a person gave, where the ledger kept one. */
    static @Nullable LocalDate date(@Nullable String text) {
        return text == null || text.isEmpty() ? null : LocalDate.parse(text);
    }
}
