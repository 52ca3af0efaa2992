package org.sumario.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sumario.model.Refused;
import org.sumario.warehouse.ReleasedWarehouse;
import org.sumario.warehouse.RowReceiver;

/** A published relation with fixed columns, narrowed by what was asked; before the first release an empty one. */
final class Listing {
    private final SumarioCommand sumario;
    private final List<String> columns;
    private final List<String> expressions = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private Way way = Query::into;

    Listing(SumarioCommand sumario, List<String> columns) {
        this.sumario = sumario;
        this.columns = columns;
        this.expressions.addAll(columns);
    }

    /** Fills a column with another expression than the column of that name. */
    Listing with(String column, String expression) {
        expressions.set(columns.indexOf(column), expression + " as " + column);
        return this;
    }

    /** Asks for more behind the columns, which a {@link Way} takes off before they are printed. */
    Listing and(List<String> others) {
        expressions.addAll(others);
        return this;
    }

    /** A condition with one {@code ?}, which the value is bound to. */
    Listing where(String condition, Object value) {
        conditions.add(condition);
        parameters.add(value);
        return this;
    }

    /** What gives its rows to a receiver. */
    interface Query {
        void into(RowReceiver receiver) throws IOException;
    }

    /** How rows come from the query to the output. */
    interface Way {
        void take(Query query, RowReceiver output) throws IOException;
    }

    /** Changes rows before they are printed, after the ways given before. */
    Listing through(Way other) {
        Way before = way;
        way = (query, output) -> other.take(receiver -> before.take(query, receiver), output);
        return this;
    }

    int print(String relation, String order) throws IOException {
        return print(
                relation, order, () -> ReleasedWarehouse.open(sumario.settings().warehouse()));
    }

    /** Where the relation stands; the caller's file or memory. */
    interface Source {
        ReleasedWarehouse open();
    }

    int print(String relation, String order, Source source) throws IOException {
        String sql = "select " + String.join(", ", expressions) + " from published." + relation
                + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions)) + " order by " + order;
        try (ReleasedWarehouse released = source.open()) {
            sumario.print(receiver -> way.take(rows -> released.query(sql, parameters, rows), receiver));
        } catch (Refused e) {
            if (e.reason().code().equals("SQL_BAD")) {
                // Nobody wrote this SQL: the file lacks the relation, so it is no release of ours.
                Object problem = e.reason().arguments().get(0);
                throw new Refused("WAREHOUSE_UNFIT", sumario.settings().warehouse(), problem);
            }
            if (!e.reason().code().equals("NO_RELEASE")) {
                throw e;
            }
            sumario.print(receiver -> receiver.columns(columns));
            sumario.tell(e.reason());
        }
        return ExitCode.DONE;
    }
}
