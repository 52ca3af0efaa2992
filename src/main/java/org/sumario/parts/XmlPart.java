package org.sumario.parts;

import java.io.IOException;
import java.io.InputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.sumario.rows.Broken;
import org.sumario.rows.LimitExceeded;
import org.sumario.rows.Limits;
import org.xml.sax.ContentHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/** Parses a part of a workbook with a parser that resolves no entity, follows no reference, and holds no more than {@link XmlBounds} allows. */
public final class XmlPart {
    private XmlPart() {}

    /** As POI locks its own, which start logging with them; the JDK's, whatever else is on the class path. */
    private static SAXParserFactory locked() {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        }
        return factory;
    }

    /** @throws LimitExceeded for more than a cell's text comes to with every character escaped */
    public static void checkLength(StringBuilder raw, Limits limits) {
        if (raw.length() > limits.cellLength() * 8L) {
            throw new LimitExceeded("cellLength", limits.cellLength());
        }
    }

    /** Ends a parse early; no fault. */
    public static final class Enough extends SAXException {
        private static final long serialVersionUID = 1L;
    }

    public static void parse(InputStream in, Limits limits, ContentHandler handler) throws IOException {
        try (in) {
            XMLReader parser = locked().newSAXParser().getXMLReader();
            // Newer JDKs have a limit of their own, lower than what may be set here.
            parser.setProperty("jdk.xml.maxElementDepth", "0");
            XmlBounds bounds = new XmlBounds(limits);
            bounds.setParent(parser);
            // A filter sets its own resolver on its parent.
            bounds.setEntityResolver((publicId, systemId) -> {
                throw new SAXException(new Broken("BROKEN_XML_REFERENCE", systemId));
            });
            bounds.setContentHandler(handler);
            bounds.parse(new InputSource(bounds.watch(in)));
        } catch (Enough enough) {
            return;
        } catch (SAXException e) {
            if (e.getException() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getException() instanceof Broken cause) {
                throw cause;
            }
            throw new IOException(e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
