package org.sumario.normalise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sumario.jobs.Spelling;
import org.sumario.model.Codelist;

/**
 * The known labels that an unmapped one may have meant, for a person to choose from: a suggestion is shown, never applied. Labels are near
 * when few letters differ ({@code LIMA SURR}), or when they share most words in any order ({@code CRIMINALIDAD ORGANIZADA} and {@code CONTRA
 * LA CRIMINALIDAD ORGANIZADA}); case, accents, signs and articles do not count.
 */
final class NearLabels {
    private static final int MOST = 3;
    private static final int LONGEST = 120;

    /** Found by trial on fiscal districts and regions: below it, suggestions share a common word such as LIMA and no more. */
    private static final double LEAST = 0.6;

    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Set<String> SMALL =
            Set.of("A", "AL", "DE", "DEL", "E", "EL", "EN", "LA", "LAS", "LOS", "O", "Y", "THE", "OF", "AND");

    private final List<Known> known = new ArrayList<>();

    /** A label of the code list that is near, as printed there. */
    record Near(String code, String label) {}

    private record Known(Near near, Words words) {}

    private record Scored(Near near, double nearness) {}

    NearLabels(Codelist codelist) {
        for (Codelist.Code code : codelist.codes()) {
            code.labels().forEach(label -> known.add(new Known(new Near(code.code(), label), Words.of(label))));
        }
    }

    /** How near two texts are, to 1 for the same; 0 where no person would take them for one. */
    static double nearness(String one, String other) {
        double nearness = Words.of(one).nearness(Words.of(other));
        return nearness >= LEAST ? nearness : 0;
    }

    /** At most three labels, the nearest first, each of another code; none for texts without a letter, whose neighbours mean nothing. */
    List<Near> nearest(String label) {
        if (!LETTER.matcher(label).find()) {
            return List.of();
        }
        Words words = Words.of(label);
        List<Scored> scored = new ArrayList<>();
        for (Known candidate : known) {
            double nearness = words.nearness(candidate.words());
            if (nearness >= LEAST) {
                scored.add(new Scored(candidate.near(), nearness));
            }
        }
        scored.sort(Comparator.comparingDouble(Scored::nearness).reversed());
        Set<String> codes = new HashSet<>();
        return scored.stream()
                .map(Scored::near)
                .filter(near -> codes.add(near.code()))
                .limit(MOST)
                .toList();
    }

    /** A label as it is compared: whole, and by its words. */
    private record Words(String whole, List<String> list, int length) {

        static Words of(String label) {
            String meant = Mojibake.repair(label).orElse(label);
            String whole = SIGNS.matcher(Texts.plain(meant.substring(0, Math.min(meant.length(), LONGEST))))
                    .replaceAll(" ")
                    .strip();
            List<String> words = new ArrayList<>(List.of(whole.split(" ", -1)));
            if (!SMALL.containsAll(words)) {
                words.removeAll(SMALL);
            }
            return new Words(
                    whole, words, words.stream().mapToInt(String::length).sum());
        }

        /** From 0 to 1, which means equal. */
        double nearness(Words other) {
            if (whole.isEmpty() || other.whole.isEmpty()) {
                return 0;
            }
            int longer = Math.max(whole.length(), other.whole.length());
            int atMost = longer / 3;
            int distance = Spelling.distance(whole, other.whole, atMost);
            double byLetters = distance > atMost ? 0 : 1 - (double) distance / longer;
            return Math.max(byLetters, byWords(other));
        }

        /** Between the share of what both labels hold and the share of what the shorter one holds; never quite equal. */
        private double byWords(Words other) {
            List<String> left = new ArrayList<>(other.list);
            int shared = 0;
            for (String word : list) {
                for (String candidate : left) {
                    if (isAlike(word, candidate)) {
                        shared += Math.min(word.length(), candidate.length());
                        left.remove(candidate);
                        break;
                    }
                }
            }
            double ofBoth = 2.0 * shared / (length + other.length);
            double ofShorter = (double) shared / Math.min(length, other.length);
            return 0.99 * (ofBoth + ofShorter) / 2;
        }

        private static boolean isAlike(String word, String candidate) {
            int atMost = Math.min(2, Math.min(word.length(), candidate.length()) / 4);
            return Spelling.distance(word, candidate, atMost) <= atMost;
        }
    }
}
