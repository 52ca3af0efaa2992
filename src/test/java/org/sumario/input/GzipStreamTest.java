package org.sumario.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sumario.SmallZip.gzip;
import static org.sumario.SmallZip.join;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sumario.rows.Limits;

class GzipStreamTest {
    @Test
    void severalOneAfterAnotherAreOne() throws IOException {
        byte[] text = noise(200_000);
        byte[] several = join(gzip(text), gzip(new byte[0]), gzip("end".getBytes(UTF_8)));
        assertThat(inflated(several)).isEqualTo(new String(text, ISO_8859_1) + "end");
    }

    @Test
    void zerosAtTheEndAreFilling() throws IOException {
        assertThat(inflated(join(gzip("a".getBytes(UTF_8)), new byte[512]))).isEqualTo("a");
    }

    @Test
    void whatItsHeaderSaysIsIgnored() throws IOException {
        byte[] plain = gzip("a".getBytes(UTF_8));
        byte[] named = join(
                Arrays.copyOf(plain, 10),
                new byte[] {2, 0, 9, 9},
                "../../evil\u0000a comment\u0000".getBytes(UTF_8),
                new byte[2],
                Arrays.copyOfRange(plain, 10, plain.length));
        named[3] = 2 + 4 + 8 + 16;
        assertThat(inflated(named)).isEqualTo("a");
    }

    @Test
    void ofWhichAnythingIsMissingIsBroken() {
        byte[] whole = gzip(noise(400));
        for (int length = 0; length < whole.length; length++) {
            assertBroken(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void ofWhichAnythingIsChangedIsBroken() {
        byte[] whole = gzip("some text to be read, some text to be read".getBytes(UTF_8));
        for (int at = 10; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 4;
            assertBroken(flipped);
        }
    }

    @Test
    void behindWhichSomethingElseStandsIsBroken() {
        byte[] whole = gzip("a".getBytes(UTF_8));
        byte[] damaged = gzip("the rest".getBytes(UTF_8));
        damaged[1] ^= 1;
        assertBroken(join(whole, damaged));
        assertBroken(join(whole, "rest".getBytes(UTF_8)));
        assertBroken(join(whole, new byte[] {0, 0, 1}));
    }

    private static void assertBroken(byte[] bytes) {
        assertThatThrownBy(() -> inflated(bytes)).isInstanceOf(IOException.class);
    }

    private static String inflated(byte[] bytes) throws IOException {
        try (GzipStream in = new GzipStream(new ByteArrayInputStream(bytes), Limits.DEFAULT.deadline())) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
