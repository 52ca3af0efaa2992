package org.sumario.normalise;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The cleaning that every label gets: NFC, and white space of any kind folded; case and accents are kept. */
final class Texts {
    private static final Pattern WHITE = Pattern.compile("[\\s\\u00A0\\u2000-\\u200B\\u202F\\u3000\\uFEFF]+");

    private static final Pattern MARK = Pattern.compile("\\p{M}+");

    /** A letter of UTF-8 read as Windows-1252: Ã or Â followed by a continuation byte. */
    private static final Pattern MOJIBAKE =
            Pattern.compile("[\\u00C2\\u00C3][\\u0080-\\u00BF\\u0152\\u0153\\u0160\\u0161\\u2018-\\u2122]");

    private static final Pattern SHEET_ERROR =
            Pattern.compile("#(N/[AD]|¡?REF!|¿?(NAME|NOMBRE)\\?|¡?DIV/0!|¡?VALUE!|¡?VALOR!|¡?NUM!|¡?NULL!|¡?NULO!)");

    private static final Pattern TOTAL =
            Pattern.compile("(GRAN |GRAND )?(SUB ?-?)?TOTAL(ES)?( .*|:.*)?", Pattern.DOTALL);

    private Texts() {}

    static String fold(String text) {
        return Normalizer.normalize(WHITE.matcher(text).replaceAll(" ").strip(), Normalizer.Form.NFC);
    }

    /** Without accents, in capitals, white space folded: equal where a person sees no difference that matters. */
    static String plain(String text) {
        String letters = MARK.matcher(Normalizer.normalize(fold(text), Normalizer.Form.NFD))
                .replaceAll("");
        return letters.toUpperCase(Locale.ROOT);
    }

    static boolean isMojibake(String text) {
        return MOJIBAKE.matcher(text).find();
    }

    /** What a printed total says: {@code Total general}, {@code SUBTOTAL LIMA}; not {@code Totalmente calcinado}. */
    static boolean isTotal(String text) {
        return TOTAL.matcher(plain(text)).matches();
    }

    /** A failed look-up that a spreadsheet exported as text, such as {@code #N/D}. */
    static boolean isSheetError(String text) {
        return SHEET_ERROR.matcher(text).matches();
    }
}
