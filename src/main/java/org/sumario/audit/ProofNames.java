package org.sumario.audit;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of a proof pack's entries. What comes from outside, such as the name of a file, is spelled with letters, digits and a few signs that
 * every system takes; it never leads to another folder.
 */
final class ProofNames {
    static final String MANIFEST = "manifest.json";
    static final String FIGURES = "figures.txt";
    static final String RECORD = "record.txt";
    static final String LEDGER = "ledger.jsonl";
    static final String VINTAGES = "vintages.csv";
    static final String FILES = "files.csv";
    static final String DECISIONS = "decisions.csv";
    static final String PAGE = "README.md";
    static final String SPANISH_PAGE = "LEAME.md";
    static final String RAW = "files/";
    private static final String JOBS = "jobs/";
    private static final int LONGEST = 120;
    private static final Pattern ENTRY =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._@-]*(/[A-Za-z0-9_-][A-Za-z0-9._@-]*)*");

    private ProofNames() {}

    /** Whether a pack of ours may have an entry of this name. */
    static boolean isPlain(String entry) {
        return ENTRY.matcher(entry).matches();
    }

    static String file(String sha256, String fileName) {
        return RAW + sha256 + "-" + plain(fileName);
    }

    /** @param path below the folder of job files */
    static String job(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("[/\\\\]", -1)) {
            String plain = plain(part);
            parts.add(plain.startsWith(".") || plain.isEmpty() ? "_" + plain : plain);
        }
        return JOBS + String.join("/", parts);
    }

    /** The lines that the record digest of a relation is hashed over. */
    static String record(String relation) {
        return "record/" + plain(relation) + ".txt";
    }

    /** A file name for each vintage, in their order; no two are the same, in upper and lower case. */
    static List<String> vintages(List<String> codes) {
        Set<String> used = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String code : codes) {
            String name = plain(code);
            for (int next = 2; !used.add(name.toLowerCase(Locale.ROOT)); next++) {
                name = plain(code) + "-" + next;
            }
            names.add(name + ".csv");
        }
        return names;
    }

    static String canonical(String vintageFile) {
        return "vintages/" + vintageFile;
    }

    static String cells(String vintageFile) {
        return "cells/" + vintageFile;
    }

    private static String plain(String text) {
        String letters = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        String plain = letters.replaceAll("[^A-Za-z0-9._@-]", "_");
        return plain.length() <= LONGEST ? plain : plain.substring(plain.length() - LONGEST);
    }
}
