package org.sumario.export;

import java.text.MessageFormat;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;

/** The words of a product in the language of whoever will read it. */
final class Words {
    private final ResourceBundle bundle;
    private final List<String> months;

    Words(Locale language) {
        bundle = ResourceBundle.getBundle(
                "org.sumario.export.messages",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        months = List.of(text("months").split(","));
    }

    boolean isSpanish() {
        return bundle.getLocale().getLanguage().equals("es");
    }

    Set<String> keys() {
        return bundle.keySet();
    }

    String text(String key, Object... arguments) {
        String pattern = bundle.getString(key);
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, Locale.ROOT).format(arguments);
    }

    /** A word that a release may know before this list does. */
    String textOr(String key, String otherwise) {
        return bundle.containsKey(key) ? bundle.getString(key) : otherwise;
    }

    /** Such as {@code Jan–May 2023}; months that are covered in part are named like whole ones. */
    String interval(LocalDate start, LocalDate end) {
        String last = months.get(end.getMonthValue() - 1) + " " + end.getYear();
        if (start.getYear() != end.getYear()) {
            return months.get(start.getMonthValue() - 1) + " " + start.getYear() + "–" + last;
        }
        return start.getMonth() == end.getMonth() ? last : months.get(start.getMonthValue() - 1) + "–" + last;
    }
}
