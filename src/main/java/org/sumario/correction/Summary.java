package org.sumario.correction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sumario.model.Severity;

/** How many findings there are, and of which kinds. */
final class Summary {
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private long count;

    /** All findings with one code and severity; the first stands for them. */
    static final class Kind {
        private final Remark example;
        private long count;

        Kind(Remark example) {
            this.example = example;
        }

        Remark example() {
            return example;
        }

        long count() {
            return count;
        }

        Severity severity() {
            return example.severity();
        }
    }

    void add(Remark remark) {
        count++;
        kinds.computeIfAbsent(remark.severity() + " " + remark.code(), key -> new Kind(remark)).count++;
    }

    long count() {
        return count;
    }

    /** The most serious first, of those the most frequent. */
    List<Kind> kinds() {
        List<Kind> sorted = new ArrayList<>(kinds.values());
        sorted.sort(Comparator.comparing(Kind::severity)
                .reversed()
                .thenComparing(Comparator.comparingLong(Kind::count).reversed())
                .thenComparing(kind -> kind.example().code()));
        return sorted;
    }
}
