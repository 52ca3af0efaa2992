package org.sumario.correction;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import org.sumario.input.InputFile;
import org.sumario.model.Refused;

/** Whether a copy has the cells of what it is a copy of, both read as every file is. */
final class SameCells {
    private SameCells() {}

    /**
     * Compares them sheet by sheet.
     *
     * @param names of the copy's sheets, by those of the original
     * @param withTypes whether a number must still be a number
     * @throws Refused {@code CORRECTION_DIFFERS}, which is an error of the program
     */
    static void require(
            InputFile original, InputFile copy, Map<String, String> names, boolean withTypes, String fileName) {
        for (String name : original.sheetNames()) {
            String copied = names.getOrDefault(name, name);
            if (!Arrays.equals(digest(original, name, withTypes), digest(copy, copied, withTypes))) {
                throw new Refused("CORRECTION_DIFFERS", fileName, name);
            }
        }
    }

    private static byte[] digest(InputFile file, String sheetName, boolean withTypes) {
        MessageDigest digest = sha256();
        file.cells(
                sheetName,
                (sheet, row, column, value) ->
                        digest.update((row + "\t" + column + "\t" + (withTypes ? value.type() : "") + "\t"
                                        + value.text().length() + "\t" + value.text())
                                .getBytes(StandardCharsets.UTF_16LE)));
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
