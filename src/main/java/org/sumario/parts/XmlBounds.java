package org.sumario.parts;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.sumario.rows.Broken;
import org.sumario.rows.LimitExceeded;
import org.sumario.rows.Limits;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Bounds what an XML parser holds in memory: how deep it is, the tag or comment that it is at, and the names that it has seen, of which it
 * forgets none. Its own limits know the number of attributes and the length of a name, not these.
 */
final class XmlBounds extends XMLFilterImpl {
    /** A tag with a list of regions may be long; nothing that a person made is longer. */
    private static final int MOST_SILENT_BYTES = 4 << 20;

    /** Formats have some hundred names of some dozen characters. */
    private static final int MOST_NAME_CHARACTERS = 1 << 20;

    private final Limits limits;
    private final Set<String> names = new HashSet<>();
    private int nameCharacters;
    private int depth;
    private int silentBytes;

    XmlBounds(Limits limits) {
        this.limits = limits;
    }

    /** The bytes for the parser: when it has been given many and has told nothing, it holds them. */
    InputStream watch(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = in.read(bytes, offset, length);
                silentBytes += Math.max(read, 0);
                if (silentBytes > MOST_SILENT_BYTES) {
                    throw new Broken("BROKEN_XML_TAG", MOST_SILENT_BYTES);
                }
                return read;
            }
        };
    }

    private void name(String name) throws SAXException {
        if (names.add(name)) {
            nameCharacters += name.length() + 1;
            if (nameCharacters > MOST_NAME_CHARACTERS) {
                throw new SAXException(new Broken("BROKEN_XML_NAMES", MOST_NAME_CHARACTERS));
            }
        }
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
        silentBytes = 0;
        if (++depth > limits.xmlDepth()) {
            throw new LimitExceeded("xmlDepth", limits.xmlDepth());
        }
        name(name);
        for (int i = 0; i < attributes.getLength(); i++) {
            name(attributes.getQName(i));
        }
        super.startElement(uri, local, name, attributes);
    }

    @Override
    public void endElement(String uri, String local, String name) throws SAXException {
        silentBytes = 0;
        depth--;
        super.endElement(uri, local, name);
    }

    @Override
    public void startPrefixMapping(String prefix, String uri) throws SAXException {
        name(prefix);
        name(uri);
        super.startPrefixMapping(prefix, uri);
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        silentBytes = 0;
        super.characters(characters, start, length);
    }

    @Override
    public void processingInstruction(String target, String data) throws SAXException {
        silentBytes = 0;
        name(target);
        super.processingInstruction(target, data);
    }
}
