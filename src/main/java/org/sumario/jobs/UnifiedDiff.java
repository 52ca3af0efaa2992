package org.sumario.jobs;

import java.util.ArrayList;
import java.util.List;

/** A unified diff, written by what knows which lines differ, with three lines around. */
final class UnifiedDiff {
    private static final int AROUND = 3;
    private static final String OPEN = "\n\\ No newline at end of file";

    private final List<String> told = new ArrayList<>();

    /** @param isOpen whether the file ends without a line end behind it */
    void kept(String line, boolean isOpen) {
        told.add(" " + line + (isOpen ? OPEN : ""));
    }

    void added(String line) {
        told.add("+" + line);
    }

    void replaced(String before, boolean beforeIsOpen, String after, boolean afterIsOpen) {
        told.add("-" + before + (beforeIsOpen ? OPEN : ""));
        told.add("+" + after + (afterIsOpen ? OPEN : ""));
    }

    String text(String name) {
        StringBuilder text = new StringBuilder();
        int done = 0;
        int before = 1;
        int after = 1;
        for (int from = next(0); from < told.size(); from = next(done)) {
            int start = Math.max(done, from - AROUND);
            before += start - done;
            after += start - done;
            int end = end(from);
            int removed = 0;
            int added = 0;
            StringBuilder hunk = new StringBuilder();
            for (String line : told.subList(start, end)) {
                removed += line.charAt(0) == '+' ? 0 : 1;
                added += line.charAt(0) == '-' ? 0 : 1;
                hunk.append(line).append('\n');
            }
            text.append(text.isEmpty() ? "--- a/" + name + "\n+++ b/" + name + "\n" : "")
                    .append("@@ -" + before + "," + removed + " +" + after + "," + added + " @@\n")
                    .append(hunk);
            before += removed;
            after += added;
            done = end;
        }
        return text.toString();
    }

    /** The next line that differs. */
    private int next(int from) {
        int line = from;
        while (line < told.size() && told.get(line).charAt(0) == ' ') {
            line++;
        }
        return line;
    }

    /** Where the lines around the differing ones end, those of the next ones included where they touch. */
    private int end(int from) {
        int last = from;
        for (int next = next(from); next < told.size() && next - last <= 2 * AROUND; next = next(next + 1)) {
            last = next;
        }
        return Math.min(told.size(), last + 1 + AROUND);
    }
}
