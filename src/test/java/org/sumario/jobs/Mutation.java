package org.sumario.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** One way to spoil the lines of a good file, as a slip of the hand, a bad copy or an ill will does. */
enum Mutation {
    DELETE_LINES {
        @Override
        void spoil(List<String> lines, int at, Random random) {
            lines.subList(at, Math.min(lines.size(), at + 1 + random.nextInt(3)))
                    .clear();
        }
    },
    DUPLICATE_LINE {
        @Override
        void spoil(List<String> lines, int at, Random random) {
            lines.add(at, lines.get(at));
        }
    },
    SWAP_LINES {
        @Override
        void spoil(List<String> lines, int at, Random random) {
            Collections.swap(lines, at, random.nextInt(lines.size()));
        }
    },
    CUT_FILE {
        @Override
        void spoil(List<String> lines, int at, Random random) {
            String line = lines.get(at);
            lines.subList(at, lines.size()).clear();
            lines.add(line.substring(0, random.nextInt(line.length() + 1)));
        }
    },
    CHANGE_LETTER {
        @Override
        void spoil(List<String> lines, int at, Random random) {
            String line = lines.get(at);
            List<Integer> letters = IntStream.range(0, line.length())
                    .filter(index -> Character.isLetter(line.charAt(index)))
                    .boxed()
                    .toList();
            if (!letters.isEmpty()) {
                int letter = letters.get(random.nextInt(letters.size()));
                lines.set(
                        at, line.substring(0, letter) + random(random, "", "x", "q", "é") + line.substring(letter + 1));
            }
        }
    },
    INSERT_SIGN {
        @Override
        void spoil(List<String> lines, int at, Random random) {
            String line = lines.get(at);
            int place = random.nextInt(line.length() + 1);
            String sign = random(
                    random, "\t", "'", "\"", "{", "}", "[", "]", ":", ": ", "#", "&a ", "*a", "!", "!!int ", "|", ">",
                    "%", "@", "`", ",", "- ", "? ", "---", "\u0000", "\u00a0", "\ufeff", "\ud800", "\u2028", "\r", "\\",
                    "$", "<<: ");
            lines.set(at, line.substring(0, place) + sign + line.substring(place));
        }
    },
    CHANGE_INDENTATION {
        @Override
        void spoil(List<String> lines, int at, Random random) {
            String line = lines.get(at);
            lines.set(
                    at,
                    line.startsWith(" ") && random.nextBoolean()
                            ? line.substring(1)
                            : " ".repeat(1 + random.nextInt(4)) + line);
        }
    },
    REPLACE_VALUE {
        @Override
        void spoil(List<String> lines, int at, Random random) {
            int colon = lines.get(at).indexOf(':');
            if (colon >= 0) {
                lines.set(at, lines.get(at).substring(0, colon + 1) + " " + random(random, VALUES));
            }
        }
    },
    REPLACE_KEY {
        @Override
        void spoil(List<String> lines, int at, Random random) {
            String line = lines.get(at);
            int colon = line.indexOf(':');
            if (colon >= 0) {
                String indentation =
                        line.substring(0, line.length() - line.stripLeading().length());
                lines.set(at, indentation + random(random, KEYS) + line.substring(colon));
            }
        }
    },
    REPLACE_FIELD {
        @Override
        void spoil(List<String> lines, int at, Random random) {
            List<String> fields = new ArrayList<>(List.of(lines.get(at).split(",", -1)));
            fields.set(random.nextInt(fields.size()), random(random, FIELDS));
            lines.set(at, String.join(",", fields));
        }
    },
    DROP_FIELD {
        @Override
        void spoil(List<String> lines, int at, Random random) {
            List<String> fields = new ArrayList<>(List.of(lines.get(at).split(",", -1)));
            fields.remove(random.nextInt(fields.size()));
            lines.set(at, String.join(",", fields));
        }
    },
    DUPLICATE_CODE {
        @Override
        void spoil(List<String> lines, int at, Random random) {
            String code = lines.get(random.nextInt(lines.size())).split(",", -1)[0];
            lines.set(at, lines.get(at).replaceFirst("^[^,]*", java.util.regex.Matcher.quoteReplacement(code)));
        }
    };

    private static final String[] VALUES = {
        "",
        "''",
        "~",
        "null",
        "5",
        "-1",
        "99999999999999999999",
        "0x1F",
        "1e400",
        ".inf",
        ".nan",
        "1.5",
        "yes",
        "true",
        "2024-01-01",
        "[a, b]",
        "[]",
        "[[a], {b: c}]",
        "{a: b}",
        "{}",
        "{? [a] : b}",
        "&x [*x]",
        "*nowhere",
        "!!python/object:x y",
        "!!binary zz",
        "\"\\xZZ\"",
        "\"unclosed",
        "|\n    a\n    b",
        "xx-nowhere",
        "../../etc/passwd",
        "/",
        "(a",
        "{} {} {}",
        "*".repeat(40),
        "(?<x",
        "x".repeat(500),
        "periods",
        "measure",
        "dimension",
        "hierarchy",
        "condition",
        "level_code",
        "row_total",
        "region",
        "fiscal_district",
        "level_1",
        "count",
        "pe-regions",
        "mx-states",
        "\u202e",
        "America/Lima",
        "0 0 * * *",
        "0 0 31 2 *",
        "\"9999-\"",
        "-",
        "?",
        "[".repeat(200),
        "{a: ".repeat(200),
        "0",
        "1",
        "2023",
        "\"2023-2019\"",
        "file:///x",
        "https://",
        "https://[",
        "https://a b",
        "[a, a]",
        "[' ']",
        "[~]",
        "[5]"
    };
    private static final String[] KEYS = {
        "",
        "''",
        "~",
        "[a]",
        "{a: b}",
        "? a",
        "<<",
        "5",
        "header",
        "- header",
        "across",
        "value",
        "role",
        "name",
        "beside",
        "text",
        "property",
        "marks",
        "clean",
        "fill",
        "pad",
        "required",
        "columns",
        "layouts",
        "scope",
        "source",
        "codelist",
        "Source",
        "aliases",
        "levels",
        "x".repeat(200)
    };
    private static final String[] FIELDS = {
        "",
        " ",
        "\"",
        "\"unclosed",
        "a\"b\"c",
        "2022-13-01",
        "2022-01-31",
        "0000-00-00",
        "+999999999-12-31",
        "XX-NOWHERE",
        "a b",
        "|",
        "||a|",
        "\t",
        "\u0000",
        "é",
        "code",
        "name",
        "PE-LIM",
        "LIMA",
        "5",
        "-5",
        "=1+1",
        "\"a\nb\"",
        "x".repeat(20_000)
    };

    /** Changes lines in place, near one of them; there is at least one. */
    abstract void spoil(List<String> lines, int at, Random random);

    private static String random(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
