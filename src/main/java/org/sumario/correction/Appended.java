package org.sumario.correction;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;

/** A part with elements put in at the end of its root, such as a list of relations. */
final class Appended {
    private Appended() {}

    /** @param elements as they are written without prefix */
    static void write(InputStream in, OutputStream out, String elements) throws IOException {
        try (in) {
            Markup markup = Markup.of(in);
            Writer writer = markup.writer(out);
            Tag root = new Tag("<root>");
            while (markup.next()) {
                String raw = markup.raw();
                if (markup.depth() == 0 && markup.isStart()) {
                    root = markup.tagOf();
                    if (markup.kind() == Markup.Kind.EMPTY) {
                        raw = root.opened().raw() + root.inside(elements) + root.end();
                    }
                } else if (markup.depth() == 1 && markup.kind() == Markup.Kind.END) {
                    writer.write(root.inside(elements));
                }
                writer.write(raw);
            }
            writer.flush();
        }
    }
}
