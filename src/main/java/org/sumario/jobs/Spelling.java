package org.sumario.jobs;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** When two texts are the same, or nearly so, to a person. */
public final class Spelling {

    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+");

    private Spelling() {}

    /** Without surrounding and double white space; letters keep their case. */
    static String inOneLine(String text) {
        return WHITE_SPACE.matcher(text).replaceAll(" ").strip();
    }

    /** Without case, surrounding and double white space: headers and labels that fold to the same text are the same. */
    static String fold(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return inOneLine(composed).toLowerCase(Locale.ROOT);
    }

    /** Whether at most two letters must be changed, added or dropped; very short words are never near. */
    static boolean isNear(String one, String other) {
        return Math.min(one.length(), other.length()) >= 4 && distance(one, other, 2) <= 2;
    }

    /** How many letters must be changed, added or dropped (Levenshtein), as far as it is asked for; more than that is {@code atMost + 1}. */
    public static int distance(String one, String other, int atMost) {
        if (Math.abs(one.length() - other.length()) > atMost) {
            return atMost + 1;
        }
        int[] above = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[other.length() + 1];
            current[0] = row;
            int least = row;
            for (int column = 1; column <= other.length(); column++) {
                int changed = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(changed, 1 + Math.min(above[column], current[column - 1]));
                least = Math.min(least, current[column]);
            }
            if (least > atMost) {
                return atMost + 1;
            }
            above = current;
        }
        return Math.min(above[other.length()], atMost + 1);
    }
}
