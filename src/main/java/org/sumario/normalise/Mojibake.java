package org.sumario.normalise;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Repairs UTF-8 that somebody read as Windows-1252 or Latin-1 ({@code asociaciÃ³n}), once or several times over. Only a whole text whose
 * every letter goes back to a byte, and whose bytes are UTF-8, is repaired: a text that merely holds Ã or Â is none.
 */
final class Mojibake {
    private static final int MOST_LAYERS = 3;
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** What Western European publications hold, and what its bytes look like one layer further in; not the letters of others. */
    private static final Pattern PLAUSIBLE = Pattern.compile("[\\u0000-\\u02FF\\u2000-\\u2122\\uFEFF]*");

    private Mojibake() {}

    /** The text as it was meant, empty where nothing shows that it was meant otherwise. */
    static Optional<String> repair(String text) {
        Optional<String> repaired = Optional.empty();
        String current = text;
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            Optional<String> inner = bytes(current).flatMap(Mojibake::decoded);
            if (inner.isEmpty()
                    || inner.get().equals(current)
                    || !PLAUSIBLE.matcher(inner.get()).matches()) {
                break;
            }
            current = inner.get();
            repaired = inner;
        }
        return repaired;
    }

    /**
     * The bytes that a text was read from. The five bytes that Windows-1252 leaves undefined are read as control characters, as browsers do
     * (WHATWG), so that Á and Í (C3 81, C3 8D) are repaired too.
     */
    private static Optional<ByteBuffer> bytes(String text) {
        CharsetEncoder windows = WINDOWS.newEncoder();
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter <= 0xFF) {
                bytes.put((byte) letter);
            } else if (windows.canEncode(letter)) {
                bytes.put(WINDOWS.encode(CharBuffer.wrap(new char[] {letter})));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(bytes.flip());
    }

    private static Optional<String> decoded(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
