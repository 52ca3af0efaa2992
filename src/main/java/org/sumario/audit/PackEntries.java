package org.sumario.audit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sumario.parts.Inflated;
import org.sumario.parts.ZipDirectory;
import org.sumario.parts.ZipDirectory.Entry;
import org.sumario.rows.Broken;
import org.sumario.rows.LimitExceeded;
import org.sumario.rows.Limits;

/** The entries of a pack from outside: each is read through within the limits once, and hashed, before anything else looks into it. */
final class PackEntries implements AutoCloseable {
    private static final int LONGEST_TEXT = 1 << 26;

    private final ZipDirectory directory;
    private final ProofFaults faults;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<String, String> hashes = new TreeMap<>();
    private int count;

    private PackEntries(ZipDirectory directory, ProofFaults faults) {
        this.directory = directory;
        this.faults = faults;
    }

    /**
     * Opens a pack.
     *
     * @throws IOException where it is no zip, or its parts lie over each other
     * @throws LimitExceeded where something in it is larger than it may be
     */
    static PackEntries open(Path file, Limits limits, ProofFaults faults) throws IOException {
        ZipDirectory directory = ZipDirectory.open(file);
        PackEntries pack = new PackEntries(directory, faults);
        try {
            directory.requireApart();
            pack.list();
            pack.hash(limits);
            return pack;
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private void list() throws IOException {
        List<Entry> all = new ArrayList<>();
        directory.visit(all::add);
        count = all.size();
        Set<String> names = new HashSet<>();
        for (Entry entry : all) {
            String name = entry.name();
            if (!ProofNames.isPlain(name) || !directory.isNamedAlike(entry)) {
                faults.add("pack", name, "PROOF_ENTRY_NAME");
            } else if (!names.add(name.toLowerCase(Locale.ROOT))) {
                faults.add("pack", name, "PROOF_ENTRY_TWICE");
            } else if (entry.isEncrypted()
                    || (entry.method() != ZipDirectory.STORED && entry.method() != ZipDirectory.DEFLATED)) {
                faults.add("pack", name, "PROOF_ENTRY_LOCKED");
            } else {
                entries.put(name, entry);
            }
        }
    }

    private void hash(Limits limits) {
        Inflated inflated = new Inflated(limits);
        Limits.Deadline deadline = limits.deadline();
        for (Entry entry : entries.values()) {
            MessageDigest digest = sha256();
            try (InputStream in =
                    new DigestInputStream(new Counted(directory.read(entry), entry, inflated, deadline), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
                hashes.put(entry.name(), HexFormat.of().formatHex(digest.digest()));
            } catch (IOException damaged) {
                faults.add("pack", entry.name(), "PROOF_ENTRY_DAMAGED");
            }
        }
        entries.keySet().retainAll(hashes.keySet());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many there are, good or bad. */
    int count() {
        return count;
    }

    boolean contains(String name) {
        return entries.containsKey(name);
    }

    /** SHA-256 of every entry that can be read, by name. */
    Map<String, String> hashes() {
        return hashes;
    }

    InputStream read(String name) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new Broken("BROKEN_PART_MISSING", name);
        }
        return directory.read(entry);
    }

    /** A small entry; of one that is longer than any of ours its beginning. */
    byte[] bytes(String name) throws IOException {
        try (InputStream in = read(name)) {
            return in.readNBytes(LONGEST_TEXT);
        }
    }

    /** Writes an entry into a folder of ours, whose file the caller names. */
    void copy(String name, Path file) throws IOException {
        try (InputStream in = read(name)) {
            Files.copy(in, file);
        }
    }

    @Override
    public void close() {
        directory.close();
    }

    /** Counts what comes out. */
    private static final class Counted extends FilterInputStream {
        private final Entry entry;
        private final Inflated inflated;
        private final Limits.Deadline deadline;
        private long count;

        Counted(InputStream in, Entry entry, Inflated inflated, Limits.Deadline deadline) {
            super(in);
            this.entry = entry;
            this.inflated = inflated;
            this.deadline = deadline;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            if (read > 0) {
                count += read;
                inflated.add(read, count, entry.packed());
                deadline.check();
            }
            return read;
        }
    }
}
