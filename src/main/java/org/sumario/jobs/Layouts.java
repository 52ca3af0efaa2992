package org.sumario.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sumario.jobs.ColumnRole.Dimension;
import org.sumario.jobs.Layout.Column;
import org.sumario.model.ObservationBatch;

/** What a list of layouts has in all. */
final class Layouts {
    private Layouts() {}

    /** The dimensions that a column gives: its own, those of its levels, or the one that its headers name. */
    static List<Dimension> dimensions(Column column) {
        List<ColumnRole> roles = new ArrayList<>(List.of(column.role()));
        if (column.place() instanceof Place.Across across) {
            roles.add(across.header());
        }
        return roles.stream().flatMap(Layouts::dimensions).toList();
    }

    /** The dimensions of all layouts, each once, in the order in which they first stand. */
    static List<Dimension> dimensions(List<Layout> layouts) {
        Map<String, Dimension> found = new LinkedHashMap<>();
        layouts.stream()
                .flatMap(layout -> layout.columns().stream())
                .flatMap(column -> dimensions(column).stream())
                .forEach(dimension -> found.putIfAbsent(dimension.name(), dimension));
        return List.copyOf(found.values());
    }

    /** The measures of all layouts, in the order of {@link ObservationBatch#MEASURES}. */
    static List<String> measures(List<Layout> layouts) {
        return ObservationBatch.MEASURES.stream()
                .filter(name -> layouts.stream()
                        .flatMap(layout -> layout.columns().stream())
                        .anyMatch(column -> column.role() instanceof ColumnRole.Measure measure
                                && measure.name().equals(name)))
                .toList();
    }

    private static Stream<Dimension> dimensions(ColumnRole role) {
        if (role instanceof Dimension dimension) {
            return Stream.of(dimension);
        }
        return role instanceof ColumnRole.Hierarchy hierarchy ? hierarchy.levels().stream() : Stream.empty();
    }
}
