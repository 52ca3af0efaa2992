package org.sumario.warehouse;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sumario.model.Decision;
import org.sumario.model.Decision.Verdict;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.Reasons;
import org.sumario.model.Delivery.State;
import org.sumario.model.Reason;
import org.sumario.model.SourceDescription;

/**
 * Decides what becomes of deliveries: accepted, a duplicate of what we have, held with its reasons, or what a person decided.
 *
 * <p>What was accepted stays so until a decision takes it out. Everything else is judged again whenever the set changes, earliest
 * vintage first and until nothing changes any more, so that a delivery is held by what is there and not by the order in which it came.
 */
public final class Guards implements AutoCloseable {
    /** Guards that look at other deliveries; the others judge one by itself. */
    private static final Set<String> RELATIVE = Set.of("contested", "neighbour");

    /** Guards that find no vintage to accept. */
    private static final Set<String> UNPLACED = Set.of("no_vintage", "scope_unknown");

    private final Duck duck = Duck.inMemory();
    private final List<Delivery> judged;
    private final Map<Integer, Decision> decided;
    private final Map<Integer, Integer> winnerByLoser = new HashMap<>();
    private final Map<Integer, Reasons> absolute = new HashMap<>();
    private final List<SqlFiles.SqlFile> guards = SqlFiles.inOrder("guards");

    private Guards(List<SourceDescription> sources, List<Delivery> deliveries, List<Decision> decisions) {
        judged = new ArrayList<>(deliveries);
        Staged.describe(duck, sources, deliveries);
        Staged.openObservations(duck, deliveries, deliveries);
        // The guards look at the one arrival; the others wait for their turn.
        duck.execute("update delivery set state = 'waiting' where state = 'arrival'");
        duck.execute("create temp table finding_that_holds(delivery_key integer, code varchar, advice varchar, "
                + "advice_es varchar)");
        decided = settle(decisions);
    }

    /**
     * Judges deliveries.
     *
     * @param deliveries everything known, arrivals with the state {@code ARRIVAL}, the others with what they were before
     * @param decisions every decision in force, in order
     * @return the same deliveries, none an arrival any more
     */
    public static List<Delivery> judge(
            List<SourceDescription> sources, List<Delivery> deliveries, List<Decision> decisions) {
        if (deliveries.stream().allMatch(delivery -> delivery.staging() == null)) {
            return deliveries;
        }
        try (Guards guards = new Guards(sources, deliveries, decisions)) {
            guards.judge();
            return guards.judged;
        }
    }

    /** Why deliveries fail the guards that look at nothing else, each by its position in the list; none where all pass. */
    public static Map<Integer, Reasons> failing(
            List<SourceDescription> sources, List<Delivery> deliveries, Set<Integer> positions) {
        Map<Integer, Reasons> failing = new LinkedHashMap<>();
        try (Guards guards = new Guards(sources, deliveries, List.of())) {
            for (int position : positions) {
                Reasons reasons = guards.absolute(position + 1);
                if (!reasons.isEmpty()) {
                    failing.put(position, reasons);
                }
            }
        }
        return failing;
    }

    /** Why not even a decision can accept a delivery, by its position in the list; none where one can. */
    public static Reasons unacceptable(List<SourceDescription> sources, List<Delivery> deliveries, int position) {
        try (Guards guards = new Guards(sources, deliveries, List.of())) {
            return guards.arriving(position + 1, () -> {
                Reasons unplaced = guards.duck.query(arrival("unacceptable"), Guards::reasons);
                return unplaced.and(guards.reasons(guard -> UNPLACED.contains(guard.name())));
            });
        }
    }

    private Reasons arriving(int key, Supplier<Reasons> judgement) {
        // Of it alone: the findings of the others hold nothing any more.
        List<Path> kinds = Staged.findingFiles(delivery(key), "finding_kind");
        duck.execute("delete from finding_that_holds");
        if (!kinds.isEmpty()) {
            duck.execute("insert into finding_that_holds select " + key + ", code, advice, advice_es from read_parquet("
                    + Duck.list(kinds)
                    + ") where severity = 'blocking' group by code, advice, advice_es order by min(kind_id)");
        }
        String before = duck.query("select state from delivery where delivery_key = " + key, result -> {
            result.next();
            return result.getString(1);
        });
        setState(key, State.ARRIVAL);
        Reasons reasons = judgement.get();
        setState(key, before);
        return reasons;
    }

    /** Finds the decision that binds each delivery, and tells the SQL since when twins are known and what was accepted when. */
    private Map<Integer, Decision> settle(List<Decision> decisions) {
        Map<Integer, List<Integer>> twins = new LinkedHashMap<>();
        Map<Integer, Integer> groupOf = new HashMap<>();
        duck.query(arrival("twin"), result -> {
            while (result.next()) {
                groupOf.put(result.getInt(1), result.getInt(2));
            }
            return groupOf;
        });
        for (int key = 1; key <= judged.size(); key++) {
            twins.computeIfAbsent(groupOf.getOrDefault(key, key), absent -> new ArrayList<>())
                    .add(key);
        }
        Map<Integer, Decision> binding = new HashMap<>();
        for (List<Integer> group : twins.values()) {
            long knownSince = group.stream()
                    .mapToLong(key -> delivery(key).loadNumber())
                    .min()
                    .orElseThrow();
            for (int key : group) {
                Decision last = null;
                for (Decision decision : decisions) {
                    last = binds(decision, key, group) ? decision : last;
                }
                Long acceptedIn = last != null && last.verdict() == Verdict.ACCEPT ? last.run() : null;
                if (knownSince != delivery(key).loadNumber() || acceptedIn != null) {
                    duck.execute("update delivery set known_since = " + knownSince + ", accepted_in = " + acceptedIn
                            + " where delivery_key = " + key);
                }
                // A twin of what was accepted adds nothing: it is judged as any other, and found to be a duplicate.
                if (last != null
                        && (acceptedIn == null
                                || last.sha256().equals(delivery(key).sha256()))) {
                    binding.put(key, last);
                }
            }
        }
        return binding;
    }

    /** A decision binds its delivery and all twins; a rollback holds what it names and twins that come later. */
    private boolean binds(Decision decision, int key, List<Integer> group) {
        if (delivery(key).sha256().equals(decision.sha256())) {
            return true;
        }
        boolean isTwin = group.stream().anyMatch(twin -> delivery(twin).sha256().equals(decision.sha256()));
        return isTwin && (decision.verdict() != Verdict.HOLD || delivery(key).loadNumber() > decision.run());
    }

    private void judge() {
        decided.forEach((key, decision) -> become(key, decided(decision)));
        settleContests();
        Set<Integer> waiting = new LinkedHashSet<>();
        for (int key = 1; key <= judged.size(); key++) {
            State state = delivery(key).state();
            boolean isOpen = state == State.ARRIVAL
                    || state == State.HELD
                    || state == State.REJECTED
                    || state == State.CONFIRMING;
            if (delivery(key).staging() != null && isOpen && !decided.containsKey(key)) {
                waiting.add(key);
            }
        }
        waiting.forEach(this::setAside);
        for (int pass = 0; pass <= judged.size(); pass++) {
            waiting.addAll(staleDuplicates());
            boolean changed = false;
            for (int key : inVintageOrder(waiting)) {
                Delivery before = delivery(key);
                setState(key, State.ARRIVAL);
                become(key, verdict(key));
                changed |= before.state() != delivery(key).state();
                if (delivery(key).state() == State.HELD) {
                    setAside(key);
                }
            }
            waiting.removeIf(key -> delivery(key).state() != State.HELD);
            if (!changed) {
                return;
            }
        }
    }

    /** What a decision accepted takes the place of what it contested when it was made. */
    private void settleContests() {
        duck.query(arrival("lost_contest"), result -> {
            while (result.next()) {
                int winner = result.getInt("winner_key");
                if (delivery(winner).state() == State.ACCEPTED && !winnerByLoser.containsKey(winner)) {
                    winnerByLoser.putIfAbsent(result.getInt("loser_key"), winner);
                }
            }
            return winnerByLoser;
        });
        winnerByLoser.forEach((loser, winner) -> {
            State state = delivery(loser).state();
            if (state == State.ACCEPTED || state == State.DUPLICATE) {
                become(loser, lost(loser, winner));
            }
        });
    }

    private Delivery decided(Decision decision) {
        Delivery delivery = judged.stream()
                .filter(other -> other.sha256().equals(decision.sha256()))
                .findFirst()
                .orElseThrow();
        State state =
                switch (decision.verdict()) {
                    case ACCEPT -> State.ACCEPTED;
                    case CONFIRM -> State.CONFIRMING;
                    case REJECT -> State.REJECTED;
                    case HOLD -> State.HELD;
                };
        return delivery.as(state, Reasons.of(List.of(decision.asReason())));
    }

    private Delivery lost(int loser, int winner) {
        return delivery(loser)
                .as(
                        State.REJECTED,
                        Reasons.of(List.of(Reason.of(
                                "CONTEST_LOST",
                                delivery(winner).shortName(),
                                delivery(winner).fileName(),
                                requireNonNull(decided.get(winner)).reason()))));
    }

    private Delivery verdict(int key) {
        Delivery arriving = delivery(key);
        boolean duplicate = duck.query(
                "select count(*) > 0 and bool_and(is_repeated) from (" + arrival("repeated_year") + "\n)",
                result -> result.next() && result.getBoolean(1));
        if (duplicate) {
            return arriving.as(State.DUPLICATE, duck.query(arrival("repeats"), Guards::reasons));
        }
        Integer winner = winnerByLoser.get(key);
        Reasons alone = absolute(key);
        // What fails a guard by itself is compared with nothing: it is no statement that could contradict another.
        Reasons reasons = alone.isEmpty() && winner == null ? reasons(guard -> RELATIVE.contains(guard.name())) : alone;
        if (!reasons.isEmpty()) {
            return arriving.as(State.HELD, reasons);
        }
        return winner == null ? arriving.as(State.ACCEPTED, Reasons.NONE) : lost(key, winner);
    }

    /** Why a delivery fails the guards that look at nothing else: a fact of its content, found once. */
    private Reasons absolute(int key) {
        Reasons known = absolute.get(key);
        if (known == null) {
            known = arriving(key, () -> reasons(guard -> !RELATIVE.contains(guard.name())));
            absolute.put(key, known);
        }
        return known;
    }

    private Reasons reasons(Predicate<SqlFiles.SqlFile> chosen) {
        Reasons reasons = Reasons.NONE;
        for (SqlFiles.SqlFile guard : guards) {
            if (chosen.test(guard)) {
                reasons = reasons.and(duck.query(guard.select(), Guards::reasons));
            }
        }
        return reasons;
    }

    private static Reasons reasons(ResultSet result) throws SQLException {
        Reasons reasons = Reasons.NONE;
        while (result.next()) {
            boolean said = result.getMetaData().getColumnName(2).equals("reason");
            reasons = reasons.and(
                    said
                            ? new Reasons(List.of(result.getString(2)), List.of(result.getString(3)))
                            : Reasons.of(List.of(Reason.of(
                                    result.getString(1),
                                    result.getString(2),
                                    result.getString(3),
                                    result.getString(4),
                                    result.getString(5)))));
        }
        return reasons;
    }

    private Set<Integer> staleDuplicates() {
        Set<Integer> stale = new HashSet<>(keys(arrival("stale_duplicate")));
        stale.removeIf(decided::containsKey);
        stale.forEach(this::setAside);
        return stale;
    }

    private List<Integer> inVintageOrder(Set<Integer> waiting) {
        List<Integer> ordered = new ArrayList<>(
                keys("select d.delivery_key from delivery d left join vintage_total v using (delivery_key)"
                        + " group by d.delivery_key, d.sha256"
                        + " order by min(v.period_end), min(v.extraction_date), min(v.published_date), d.sha256"));
        ordered.retainAll(waiting);
        return ordered;
    }

    private List<Integer> keys(String sql) {
        return duck.query(sql, result -> {
            List<Integer> keys = new ArrayList<>();
            while (result.next()) {
                keys.add(result.getInt(1));
            }
            return keys;
        });
    }

    private static String arrival(String relation) {
        return SqlFiles.named("arrival", relation).select();
    }

    private void become(int key, Delivery changed) {
        Delivery delivery = delivery(key).as(changed.state(), changed.reasons());
        judged.set(key - 1, delivery);
        setState(key, delivery.state());
    }

    private void setState(int key, State state) {
        setState(key, state.word());
    }

    private void setState(int key, String word) {
        duck.execute("update delivery set state = " + Duck.quote(word) + " where delivery_key = " + key);
    }

    /** Takes a delivery out of the figures until it is judged; where it passes alone, it contends with what has its dates. */
    private void setAside(int key) {
        setState(key, absolute(key).isEmpty() ? "contending" : "waiting");
    }

    private Delivery delivery(int key) {
        return judged.get(key - 1);
    }

    @Override
    public void close() {
        duck.close();
    }
}
