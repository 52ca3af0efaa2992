package org.sumario.normalise;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sumario.jobs.Place.Wildcard;
import org.sumario.rows.Dictionary;

/** Which of some patterns the text of a code matches, asked once per distinct text. */
final class CodePatterns {
    private static final int UNSEEN = -2;
    private static final int NONE = -1;

    private final List<Wildcard> patterns;
    private final Dictionary dictionary;
    private int[] found = new int[0];

    CodePatterns(List<Wildcard> patterns, Dictionary dictionary) {
        this.patterns = patterns;
        this.dictionary = dictionary;
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** The first pattern that matches; none for a blank. */
    Optional<Wildcard> first(int code) {
        if (code >= found.length) {
            int known = found.length;
            found = Arrays.copyOf(found, Math.max(dictionary.size(), code + 1));
            Arrays.fill(found, known, found.length, UNSEEN);
        }
        if (found[code] == UNSEEN) {
            found[code] = search(dictionary.value(code).text());
        }
        return found[code] == NONE ? Optional.empty() : Optional.of(patterns.get(found[code]));
    }

    private int search(String text) {
        for (int i = 0; i < patterns.size() && !text.isBlank(); i++) {
            if (patterns.get(i).match(text).isPresent()) {
                return i;
            }
        }
        return NONE;
    }
}
