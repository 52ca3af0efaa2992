package org.sumario.jobs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of a cron expression: minute, hour, day of month, month, day of week, as in crontab. */
final class Cron {

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final Pattern ITEM = Pattern.compile("(\\*|[0-9A-Z]{1,3})(?:-([0-9A-Z]{1,3}))?(?:/([0-9]{1,2}))?");

    private static final List<Field> FIELDS = List.of(
            new Field("minute", 0, 59, List.of()),
            new Field("hour", 0, 23, List.of()),
            new Field("day of month", 1, 31, List.of()),
            new Field(
                    "month",
                    1,
                    12,
                    List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
            new Field("day of week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")));

    private Cron() {}

    /** What is wrong with an expression; empty when nothing is. */
    static Optional<String> complaint(String expression) {
        String[] texts = WHITE_SPACE.split(expression.strip(), -1);
        if (texts.length != FIELDS.size()) {
            return Optional.of(
                    "a cron expression has five fields (minute, hour, day of month, month, day of week), not "
                            + texts.length);
        }
        for (int index = 0; index < texts.length; index++) {
            Field field = FIELDS.get(index);
            for (String item : texts[index].split(",", -1)) {
                if (!field.accepts(item.toUpperCase(Locale.ROOT))) {
                    return Optional.of("'" + item + "' is no " + field.name + " of a cron expression");
                }
            }
        }
        // Schedulers disagree whether both days must hold or either one, so only one may be given.
        return texts[2].equals("*") || texts[4].equals("*")
                ? Optional.empty()
                : Optional.of("a cron expression gives the day of month or the day of week, the other one is *");
    }

    private record Field(String name, int least, int most, List<String> words) {

        boolean accepts(String item) {
            Matcher matcher = ITEM.matcher(item);
            if (!matcher.matches()) {
                return false;
            }
            int from = matcher.group(1).equals("*") ? least : number(matcher.group(1));
            int to = matcher.group(2) == null ? most : number(matcher.group(2));
            boolean isRange = matcher.group(2) != null;
            boolean isStarRange = isRange && matcher.group(1).equals("*");
            boolean isStepInside = matcher.group(3) == null
                    || (Integer.parseInt(matcher.group(3)) >= 1 && Integer.parseInt(matcher.group(3)) <= most);
            return !isStarRange && isStepInside && from >= least && from <= to && to <= most;
        }

        /** The number, or -1 (outside every field) where the text is none. */
        private int number(String text) {
            int word = words.indexOf(text);
            if (word >= 0) {
                return word + least;
            }
            return text.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(text) : -1;
        }
    }
}
