package org.sumario.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sumario.model.Refused;

/** The text of a job file or a code list, and what is quoted from it when it is refused. */
final class JobText {
    private static final char MARK = '\uFEFF';
    /** Longer than any label seen; what is quoted beyond it hides the reason. */
    private static final int LONGEST_QUOTE = 80;

    private static final Pattern LONG_QUOTE = Pattern.compile("'([^']{" + LONGEST_QUOTE + "})[^']+'", Pattern.DOTALL);
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]");

    private JobText() {}

    /** @param refusal takes a line and what is wrong with it */
    static String read(Path file, BiFunction<Integer, String, Refused> refusal) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw refusal.apply(1, "the file cannot be read");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer undecoded = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (decoder.decode(undecoded, text, true).isError()) {
            int line = 1;
            for (int index = 0; index < undecoded.position(); index++) {
                line += bytes[index] == '\n' ? 1 : 0;
            }
            throw refusal.apply(line, "the file is not UTF-8; save it as UTF-8");
        }
        String read = text.flip().toString();
        return read.indexOf(MARK) == 0 ? read.substring(1) : read;
    }

    /** An explanation fit for one line of a terminal: what cannot be seen is named, what is quoted at length is cut. */
    static String inSight(String explanation) {
        String cut = LONG_QUOTE.matcher(explanation).replaceAll("'$1…'");
        return UNSEEN.matcher(cut)
                .replaceAll(unseen -> Matcher.quoteReplacement(String.format(
                        Locale.ROOT, "<U+%04X>", (int) unseen.group().charAt(0))));
    }
}
