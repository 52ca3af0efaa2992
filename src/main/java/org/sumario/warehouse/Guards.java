package org.sumario.warehouse;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sumario.model.Delivery;
import org.sumario.model.Delivery.State;
import org.sumario.model.Reason;
import org.sumario.model.SourceDescription;

/** Decides what becomes of deliveries that arrive: accepted, a duplicate of what we have, or held with its reasons. */
public final class Guards {
    private Guards() {}

    /**
     * Judges the arrivals one after the other, earliest vintage first, so that those of one load are judged alike in whatever order
     * they lay in the inbox.
     *
     * @param deliveries everything known, arrivals with the state {@code ARRIVAL}
     * @return the same deliveries, none an arrival any more
     */
    public static List<Delivery> judge(List<SourceDescription> sources, List<Delivery> deliveries) {
        List<Delivery> judged = new ArrayList<>(deliveries);
        if (judged.stream().noneMatch(delivery -> delivery.state() == State.ARRIVAL)) {
            return judged;
        }
        try (Duck duck = Duck.inMemory()) {
            Staged.open(duck, sources, deliveries);
            duck.execute("update delivery set state = 'waiting' where state = 'arrival'");
            String repeated = SqlFiles.inOrder("arrival").get(0).select();
            List<SqlFiles.SqlFile> guards = SqlFiles.inOrder("guards");
            for (int key : arrivalsInOrder(duck)) {
                duck.execute("update delivery set state = 'arrival' where delivery_key = " + key);
                Delivery delivery = verdict(duck, judged.get(key - 1), repeated, guards);
                duck.execute("update delivery set state = "
                        + Duck.quote(delivery.state().word()) + " where delivery_key = " + key);
                judged.set(key - 1, delivery);
            }
        }
        return judged;
    }

    private static List<Integer> arrivalsInOrder(Duck duck) {
        return duck.query(
                "select d.delivery_key from delivery d left join vintage_total v using (delivery_key)"
                        + " where d.state = 'waiting' group by d.delivery_key, d.sha256"
                        + " order by min(v.period_end), min(v.extraction_date), min(v.published_date), d.sha256",
                result -> {
                    List<Integer> keys = new ArrayList<>();
                    while (result.next()) {
                        keys.add(result.getInt(1));
                    }
                    return keys;
                });
    }

    private static Delivery verdict(Duck duck, Delivery arrival, String repeated, List<SqlFiles.SqlFile> guards) {
        boolean duplicate = duck.query(
                "select count(*) > 0 and bool_and(is_repeated) from (" + repeated + "\n)",
                result -> result.next() && result.getBoolean(1));
        if (duplicate) {
            return arrival.as(State.DUPLICATE, List.of(), List.of());
        }
        List<String> reasons = new ArrayList<>();
        List<String> reasonsInSpanish = new ArrayList<>();
        for (SqlFiles.SqlFile guard : guards) {
            duck.query(guard.select(), result -> {
                while (result.next()) {
                    boolean said = result.getMetaData().getColumnName(2).equals("reason");
                    Reason reason = said ? null : reason(result);
                    reasons.add(reason == null ? result.getString(2) : reason.text(Locale.ENGLISH));
                    reasonsInSpanish.add(
                            reason == null ? result.getString(3) : reason.text(Locale.forLanguageTag("es")));
                }
                return requireNonNull(guard.name());
            });
        }
        return reasons.isEmpty()
                ? arrival.as(State.ACCEPTED, List.of(), List.of())
                : arrival.as(State.HELD, reasons, reasonsInSpanish);
    }

    private static Reason reason(ResultSet result) throws SQLException {
        return Reason.of(
                result.getString(1),
                result.getString(2),
                result.getString(3),
                result.getString(4),
                result.getString(5));
    }
}
