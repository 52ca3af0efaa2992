package org.sumario.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumario.warehouse.CanonicalCsv;

/** Adds up the cells of a vintage as they pass, key by key, and keeps one key whose cells a person can add up by hand. */
final class VintageTally {
    private static final int MOST_SHOWN = 6;
    private static final int MOST_DISTRICTS = 100_000;
    private static final int DISTRICT = 5;

    private final CanonicalCsv csv;
    private final int keys;
    private final @Nullable Long[] totals;
    private final Map<String, Long> districts = new LinkedHashMap<>();
    private @Nullable Key open;
    private @Nullable Key example;
    private long keyCount;
    private long cellCount;

    VintageTally(CanonicalCsv csv) {
        this.csv = csv;
        keys = csv.keys().size();
        totals = new Long[csv.measures().size()];
    }

    /** The cells of one natural key, of which some are kept. */
    static final class Key {
        private final byte[] bytes;
        private final @Nullable Long[] sums;
        private final List<QuotedLine> cells = new ArrayList<>();
        private long cellCount;

        private Key(byte[] bytes, int measures) {
            this.bytes = bytes;
            sums = new Long[measures];
        }

        /** The canonical line that its cells make. */
        String canonical() {
            return prefix() + QuotedLine.of(Arrays.asList(sums));
        }

        /** What its canonical line and each of its cells begin with. */
        String prefix() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        List<@Nullable Long> sums() {
            return Arrays.asList(sums);
        }

        List<QuotedLine> cells() {
            return cells;
        }

        private long last() {
            Long last = sums[sums.length - 1];
            return last == null ? 0 : last;
        }

        /** Several cells are better than one, and more than a page of them are none. */
        private int rank() {
            return cellCount > MOST_SHOWN ? 0 : cellCount > 1 ? 2 : 1;
        }
    }

    /** Adds a cell; answers the key before, where this cell begins another. */
    Optional<Key> add(QuotedLine cell) {
        Optional<Key> ended = Optional.empty();
        if (open == null || !cell.beginsWith(open.bytes)) {
            ended = end();
            open = new Key(cell.before(keys), totals.length);
        }
        Key key = open;
        for (int i = 0; i < totals.length; i++) {
            int measure = i;
            cell.count(keys + i).ifPresent(count -> {
                key.sums[measure] = sum(key.sums[measure], count);
                totals[measure] = sum(totals[measure], count);
                if (measure == totals.length - 1 && districts.size() < MOST_DISTRICTS) {
                    districts.merge(cell.field(DISTRICT), count, Long::sum);
                }
            });
        }
        key.cellCount++;
        cellCount++;
        if (key.cells.size() < MOST_SHOWN) {
            key.cells.add(cell);
        }
        return ended;
    }

    private static Long sum(@Nullable Long one, long other) {
        return one == null ? other : Math.addExact(one, other);
    }

    /** Ends the last key. */
    Optional<Key> end() {
        Key ended = open;
        open = null;
        if (ended == null) {
            return Optional.empty();
        }
        keyCount++;
        if (ended.rank() > 0 && (example == null || isBetter(ended, example))) {
            example = ended;
        }
        return Optional.of(ended);
    }

    private static boolean isBetter(Key one, Key other) {
        return one.rank() > other.rank() || (one.rank() == other.rank() && one.last() > other.last());
    }

    boolean isBetterExample(VintageTally other) {
        return example != null && (other.example == null || isBetter(example, other.example));
    }

    CanonicalCsv csv() {
        return csv;
    }

    /** The one that a person can add up; empty where there is none. */
    Optional<Key> example() {
        return Optional.ofNullable(example);
    }

    /** The sum of the last measure over a fiscal district. */
    long ofDistrict(String code) {
        return districts.getOrDefault(code, 0L);
    }

    /** The sums of the measures; of some, none. */
    List<@Nullable Long> totals() {
        return Arrays.asList(totals);
    }

    long keyCount() {
        return keyCount;
    }

    long cellCount() {
        return cellCount;
    }
}
