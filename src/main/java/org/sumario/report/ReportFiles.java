package org.sumario.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** The two files of an account. Each appears whole or not at all. */
public final class ReportFiles {
    /** For people. */
    public static final String PAGE = "report.html";

    /** For machines. */
    public static final String DATA = "report.json";

    private ReportFiles() {}

    /** An account as JSON: its components in their order, named in snake case. */
    public static ObjectNode json(Account account) {
        return AccountJson.of(account);
    }

    /**
     * Writes both files into a folder; answers the page.
     *
     * @param language of the page
     */
    public static Path write(Path folder, Account account, Locale language) throws IOException {
        Files.createDirectories(folder);
        place(folder.resolve(DATA), json(account).toPrettyString() + "\n");
        return writePage(folder, account, language);
    }

    /** Writes the page alone. */
    public static Path writePage(Path folder, Account account, Locale language) throws IOException {
        return place(folder.resolve(PAGE), ReportPage.of(account, language));
    }

    private static Path place(Path file, String text) throws IOException {
        Path scratch = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(scratch, text);
            return Files.move(scratch, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(scratch);
        }
    }
}
