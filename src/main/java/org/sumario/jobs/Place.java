package org.sumario.jobs;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a column's values stand: in a column of the table, or in one place that gives them for every row of a sheet. */
public sealed interface Place {

    /** The word of the language for it and what it looks for, as a person would write them. */
    String shown();

    /** Whether it is a column of the table; else one value serves all rows. */
    default boolean isInTable() {
        return false;
    }

    /**
     * Under a header; over several header rows the header's texts are joined by a space.
     *
     * @param text as published; compared without case, surrounding and double white space
     * @param aliases other headers seen for it
     */
    record Header(String text, List<String> aliases) implements Place {
        @Override
        public String shown() {
            return text;
        }

        @Override
        public boolean isInTable() {
            return true;
        }
    }

    /** The first column of the table that has no header. */
    record Unheaded() implements Place {
        @Override
        public String shown() {
            return "unheaded";
        }

        @Override
        public boolean isInTable() {
            return true;
        }
    }

    /**
     * Across columns: every column whose header is of a kind holds the same measure, and the header says for what.
     *
     * @param headers which headers, for {@link Kind#LISTED}
     * @param header what a header means: a period, a year or a dimension
     * @param says the header in which that is a part, as where several measures go across; null where it is the whole
     */
    record Across(
            Kind kind,
            List<String> headers,
            ColumnRole header,
            @Nullable Wildcard says) implements Place {

        /** Which headers. */
        public enum Kind {
            /** Months, quarters or ranges of them, with or without a year. */
            PERIODS,
            /** Calendar years. */
            YEARS,
            /** Those that no other column of the layout claims. */
            OTHERS,
            /** Those that are listed. */
            LISTED
        }

        @Override
        public String shown() {
            return "across " + (kind == Kind.LISTED ? String.join(", ", headers) : RoleReader.word(kind))
                    + (says == null ? "" : ": " + says.text());
        }

        @Override
        public boolean isInTable() {
            return true;
        }
    }

    /** To the right of the cell above the table that says this, else below it. */
    record Beside(String text) implements Place {
        @Override
        public String shown() {
            return text;
        }
    }

    /** Part of a cell's text above the table. */
    record Text(Wildcard pattern) implements Place {
        @Override
        public String shown() {
            return pattern.text();
        }
    }

    /** A workbook property, such as {@code created}. */
    record Property(String name) implements Place {
        @Override
        public String shown() {
            return "property " + name;
        }
    }

    /** Part of the file's name. */
    record FileName(Wildcard pattern) implements Place {
        @Override
        public String shown() {
            return "file_name " + pattern.text();
        }
    }

    /** Part of the sheet's name. */
    record SheetName(Wildcard pattern) implements Place {
        @Override
        public String shown() {
            return "sheet_name " + pattern.text();
        }
    }

    /** The same in every file: the job file says it. */
    record Value(String text) implements Place {
        @Override
        public String shown() {
            return text;
        }
    }

    /**
     * A text in which {@code *} stands for anything and {@code {}} for the value looked for; where only a {@code *} stands, the last one is
     * the value. Compared without case, surrounding and double white space.
     */
    record Wildcard(String text) {

        /** The value in a text that matches; the whole text where the pattern names none. */
        public Optional<String> match(String other) {
            Matcher matcher =
                    pattern().matcher(WHITE.matcher(other).replaceAll(" ").strip());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            return Optional.of(matcher.group(matcher.groupCount() == 0 ? 0 : 1).strip());
        }

        /** Whether it names a value, with {@code {}} or {@code *}. */
        public boolean hasValue() {
            return text.contains("{}") || text.contains("*");
        }

        private Pattern pattern() {
            boolean isMarked = text.contains("{}");
            int value = isMarked ? text.indexOf("{}") : text.lastIndexOf('*');
            StringBuilder pattern = new StringBuilder();
            String folded = text.strip();
            value -= text.indexOf(folded);
            for (int i = 0; i < folded.length(); i++) {
                if (i == value) {
                    pattern.append("(.*)");
                    i += isMarked ? 1 : 0;
                } else if (folded.charAt(i) == '*') {
                    pattern.append(".*");
                } else if (Character.isWhitespace(folded.charAt(i))) {
                    pattern.append(" ?");
                } else {
                    pattern.append(Pattern.quote(folded.substring(i, i + 1)));
                }
            }
            return Pattern.compile(
                    pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
        }

        private static final Pattern WHITE = Pattern.compile("[\\s\\p{Z}]+");
    }
}
