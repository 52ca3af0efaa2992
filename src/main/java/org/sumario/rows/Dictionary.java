package org.sumario.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/** The distinct raw values of one delivery; rows carry their codes. Code 0 is blank. */
public final class Dictionary {
    private static final CellType[] TYPES = CellType.values();
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final TextStore texts;
    private final BitSet blanks = new BitSet();
    private byte[] types = new byte[16];
    private int[] hashes = new int[16];
    /** Codes by hash, linear probing; −1 is free. */
    private int[] slots = new int[64];

    public Dictionary() {
        this(Limits.DEFAULT);
    }

    public Dictionary(Limits limits) {
        texts = new TextStore(limits, Integer.MAX_VALUE, "textBytes");
        Arrays.fill(slots, -1);
        codeOf(RawValue.BLANK);
    }

    /** The code of a value, given on first sight. */
    public int codeOf(RawValue value) {
        byte[] bytes = value.text().getBytes(StandardCharsets.UTF_8);
        return codeOf(value.type(), bytes, 0, bytes.length);
    }

    /** The code of a value whose text stands in UTF-8 in an array. */
    public int codeOf(CellType type, byte[] bytes, int from, int to) {
        int hash = hash(type.ordinal(), bytes, from, to);
        int slot = hash & (slots.length - 1);
        for (int code = slots[slot]; code >= 0; code = slots[slot]) {
            if (hashes[code] == hash && types[code] == type.ordinal() && texts.equals(code, bytes, from, to)) {
                return code;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return add(type, bytes, from, to, hash);
    }

    /** The length of a value's text in UTF-8. */
    public int lengthOf(int code) {
        return texts.end(code) - texts.start(code);
    }

    /** Whether a code stands for this value: cheaper than asking for the code of a value that is often the same. */
    public boolean is(int code, CellType type, byte[] bytes, int from, int to) {
        return types[code] == type.ordinal() && texts.equals(code, bytes, from, to);
    }

    /** Whether a value is nothing but white space. */
    public boolean isBlank(int code) {
        return blanks.get(code);
    }

    public RawValue value(int code) {
        return code == 0 ? RawValue.BLANK : new RawValue(TYPES[types[code]], texts.get(code));
    }

    public int size() {
        return texts.size();
    }

    private int add(CellType type, byte[] bytes, int from, int to, int hash) {
        int code = texts.add(bytes, from, to);
        if (code == types.length) {
            types = Arrays.copyOf(types, code * 2);
            hashes = Arrays.copyOf(hashes, code * 2);
        }
        types[code] = (byte) type.ordinal();
        hashes[code] = hash;
        blanks.set(code, texts.get(code).isBlank());
        if (texts.size() * 2 > slots.length) {
            slots = new int[slots.length * 2];
            Arrays.fill(slots, -1);
            for (int known = 0; known < code; known++) {
                place(known);
            }
        }
        place(code);
        return code;
    }

    private void place(int code) {
        int slot = hashes[code] & (slots.length - 1);
        while (slots[slot] >= 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = code;
    }

    /** Eight bytes at a time, multiplied and folded; every bit of the text reaches the low bits. */
    private static int hash(int type, byte[] bytes, int from, int to) {
        long hash = (to - from) * MIX + type;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(bytes, at)) * MIX;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ rest(bytes, from, at, to)) * MIX;
        hash ^= hash >>> 29;
        return (int) (hash ^ hash >>> 32);
    }

    /** The last bytes, fewer than eight, in one word: with some that were taken before, or with what follows cut off. */
    private static long rest(byte[] bytes, int from, int at, int to) {
        if (at == to) {
            return 0;
        }
        if (to - from >= Long.BYTES) {
            return (long) LONGS.get(bytes, to - Long.BYTES);
        }
        if (from + Long.BYTES <= bytes.length) {
            return (long) LONGS.get(bytes, from) & -1L >>> Long.SIZE - Byte.SIZE * (to - from);
        }
        long rest = 0;
        for (int i = from; i < to; i++) {
            rest |= (bytes[i] & 0xFFL) << Byte.SIZE * (i - from);
        }
        return rest;
    }
}
