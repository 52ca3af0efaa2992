package org.sumario.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineDigestTest {
    @Test
    void hashesLinesAsTheyAreWritten() {
        LineDigest digest = new LineDigest();
        StringBuilder written = new StringBuilder();
        String longer = "á".repeat(50_000);
        for (int i = 0; i < 5_000; i++) {
            digest.add("line " + i);
            written.append("line ").append(i).append('\n');
        }
        digest.add(longer);
        written.append(longer).append('\n');
        assertThat(digest.hex()).isEqualTo(hash(written.toString()));
    }

    private static String hash(String text) {
        var digest = Digests.sha256();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return Digests.hex(digest);
    }
}
