package org.sumario.excel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.record.FilePassRecord;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.crypt.EncryptionInfo;

/**
 * A BIFF8 stream that is encrypted with the password every program knows: what a workbook is saved with when only its structure is
 * protected. Programs open it without asking for one, and so do we.
 */
final class XlsDecrypted extends InputStream {
    private static final int HEADER_BYTES = 4;

    private final RecordInputStream records;
    private byte[] bytes;
    private int at;
    /** The encrypted bytes that are left: POI goes on behind the last one, with records of nothing. */
    private int left;

    /** How many parts within each other the last record stands in; the record before this stream's end is in one. */
    private int depth = 1;

    private XlsDecrypted(RecordInputStream records, byte[] bytes, int left) {
        this.left = left;
        this.records = records;
        this.bytes = bytes;
    }

    /**
     * Opens a stream.
     *
     * @param from where the record lies that says how it is encrypted
     * @param to where that record ends
     * @throws EncryptedDocumentException where a person set the password
     */
    static InputStream open(InputStream encrypted, int from, int to) throws IOException {
        byte[] plain = encrypted.readNBytes(to);
        int left = encrypted.available();
        RecordInputStream pass = new RecordInputStream(new ByteArrayInputStream(plain, from, to - from));
        pass.nextRecord();
        EncryptionInfo info = new FilePassRecord(pass).getEncryptionInfo();
        try {
            if (!info.getDecryptor().verifyPassword(Decryptor.DEFAULT_PASSWORD)) {
                throw new EncryptedDocumentException("a password");
            }
        } catch (GeneralSecurityException e) {
            throw new EncryptedDocumentException(e);
        }
        return new XlsDecrypted(new RecordInputStream(encrypted, info, to), plain, left);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) {
        if (at == bytes.length && !next()) {
            return -1;
        }
        int given = Math.min(wanted, bytes.length - at);
        System.arraycopy(bytes, at, target, offset, given);
        at += given;
        return given;
    }

    private boolean next() {
        // Behind the last part a stream is filled up with anything, which would be decrypted to nonsense.
        if (left < HEADER_BYTES || !records.hasNextRecord() || depth == 0 && records.getNextSid() != XlsRecords.BEGIN) {
            return false;
        }
        records.nextRecord();
        depth += records.getSid() == XlsRecords.BEGIN ? 1 : records.getSid() == XlsRecords.END ? -1 : 0;
        byte[] data = records.readRemainder();
        left -= HEADER_BYTES + data.length;
        bytes = new byte[HEADER_BYTES + data.length];
        bytes[0] = (byte) records.getSid();
        bytes[1] = (byte) (records.getSid() >> 8);
        bytes[2] = (byte) data.length;
        bytes[3] = (byte) (data.length >> 8);
        System.arraycopy(data, 0, bytes, HEADER_BYTES, data.length);
        at = 0;
        return true;
    }
}
