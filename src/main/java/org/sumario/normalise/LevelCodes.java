package org.sumario.normalise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hierarchy that codes print: which row is the parent of which, and how deep each stands. Takes one code at a time, in the order of the
 * rows, and looks back at the row above and its ancestors only: a row nests below the nearest of them whose code begins its own. Levels may
 * be skipped.
 */
final class LevelCodes {
    private static final String SEGMENT = "(?:\\d{1,5}|\\p{L}\\d{0,4})";
    private static final Pattern DOTTED =
            Pattern.compile("(?:" + SEGMENT + "|[IVXLC]{2,6})(?:\\." + SEGMENT + "){0,9}");
    private static final Pattern CLOSING = Pattern.compile("[.)]$");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,20}");
    private static final Pattern ZEROS = Pattern.compile("0+");

    /** A code as the names of its levels, empty where it is none in this notation. */
    private final Function<String, Optional<List<String>>> notation;

    private final List<Integer> widths;
    private final Deque<Ancestor> ancestors = new ArrayDeque<>();
    private final Set<List<String>> seen = new HashSet<>();
    private int rows;

    /**
     * Where a row stands.
     *
     * @param depth levels that its code names: 1 for the highest, 0 for the code that holds all and for a text that is no code
     * @param parent the row of its parent, counted from 0 in the order of the calls; -1 where it has none
     * @param problem reason code of why it does not nest, null where it does
     */
    record Place(int depth, int parent, @Nullable String problem) {}

    private record Ancestor(List<String> levels, int row) {}

    private LevelCodes(Function<String, Optional<List<String>>> notation, List<Integer> widths) {
        this.notation = notation;
        this.widths = widths;
    }

    /** {@code 1}, {@code 1.2}, {@code 1.2.3}; {@code A}, {@code A.1}; {@code II.1}; a closing point or parenthesis says nothing. */
    static LevelCodes dotted() {
        return new LevelCodes(
                text -> {
                    String code = CLOSING.matcher(text).replaceFirst("");
                    return DOTTED.matcher(code).matches()
                            ? Optional.of(List.of(code.split("\\.", -1)))
                            : Optional.empty();
                },
                List.of());
    }

    /**
     * Digits, some for each level: {@code 01}, {@code 0101}, {@code 010101}, or filled up with zeros to the full length: {@code 010000},
     * {@code 010100}, {@code 010101} and {@code 000000} for all.
     *
     * @param widths digits of each level: 2, 2, 2 for places in Peru (INEI), 2, 3, 4 in Mexico (INEGI), 2, 1, 2 in Chile (SUBDERE)
     */
    static LevelCodes digits(List<Integer> widths) {
        return new LevelCodes(code -> DIGITS.matcher(code).matches() ? groups(code, widths) : Optional.empty(), widths);
    }

    /**
     * The notation in which all of these codes nest, for whoever does not know it: one that skips no level, where there is one. Empty where
     * none does, where no row would have a parent, or where two notations would give different parents.
     */
    static Optional<LevelCodes> recognise(List<String> codes) {
        int longest =
                codes.stream().mapToInt(code -> Texts.fold(code).length()).max().orElse(0);
        List<LevelCodes> candidates = new ArrayList<>(List.of(dotted()));
        Stream.of(
                        Collections.nCopies(longest / 2, 2),
                        List.of(2, 3),
                        List.of(2, 3, 4),
                        List.of(2, 1, 2),
                        Collections.nCopies(longest, 1))
                .filter(widths -> widths.stream().mapToInt(Integer::intValue).sum() == longest)
                .forEach(widths -> candidates.add(digits(widths)));
        Map<List<Integer>, LevelCodes> whole = new LinkedHashMap<>();
        Map<List<Integer>, LevelCodes> ragged = new LinkedHashMap<>();
        for (LevelCodes candidate : candidates) {
            List<Place> places = codes.stream().map(candidate::add).toList();
            List<Integer> parents = places.stream().map(Place::parent).toList();
            if (places.stream().allMatch(place -> place.problem() == null)
                    && parents.stream().anyMatch(parent -> parent >= 0)) {
                boolean isWhole = places.stream()
                        .allMatch(place ->
                                place.parent() < 0 || places.get(place.parent()).depth() == place.depth() - 1);
                (isWhole ? whole : ragged).putIfAbsent(parents, new LevelCodes(candidate.notation, candidate.widths));
            }
        }
        Map<List<Integer>, LevelCodes> found = whole.isEmpty() ? ragged : whole;
        return found.size() == 1 ? Optional.of(found.values().iterator().next()) : Optional.empty();
    }

    /** Digits of each level, empty where points part the levels. */
    List<Integer> widths() {
        return widths;
    }

    /** The place of the next row. */
    Place add(String text) {
        int row = rows++;
        Optional<List<String>> code = notation.apply(Texts.fold(text));
        if (code.isEmpty()) {
            return new Place(0, -1, "LEVEL_CODE_BAD");
        }
        List<String> levels = code.get();
        while (!ancestors.isEmpty() && !begins(ancestors.peek().levels(), levels)) {
            ancestors.pop();
        }
        Ancestor parent = ancestors.peek();
        boolean isFirst = seen.isEmpty();
        String problem = null;
        if (!seen.add(levels)) {
            problem = "LEVEL_CODE_TWICE";
        } else if (parent == null && (levels.size() > 1 || (levels.isEmpty() && !isFirst))) {
            problem = "LEVEL_CODE_NOT_NESTED";
        }
        ancestors.push(new Ancestor(levels, row));
        return new Place(levels.size(), parent == null ? -1 : parent.row(), problem);
    }

    private static boolean begins(List<String> ancestor, List<String> levels) {
        return ancestor.size() < levels.size()
                && levels.subList(0, ancestor.size()).equals(ancestor);
    }

    private static Optional<List<String>> groups(String code, List<Integer> widths) {
        List<String> groups = new ArrayList<>();
        int start = 0;
        for (int width : widths) {
            if (start + width <= code.length()) {
                groups.add(code.substring(start, start + width));
                start += width;
            }
        }
        if (start < code.length()) {
            return Optional.empty();
        }
        boolean isFull = groups.size() == widths.size();
        while (isFull
                && !groups.isEmpty()
                && ZEROS.matcher(groups.get(groups.size() - 1)).matches()) {
            groups.remove(groups.size() - 1);
        }
        return Optional.of(List.copyOf(groups));
    }
}
