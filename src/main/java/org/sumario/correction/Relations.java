package org.sumario.correction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sumario.model.Reason;
import org.sumario.parts.XmlPart;
import org.sumario.parts.ZipParts;
import org.sumario.rows.Limits;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** What a part of a package refers to within the package (ECMA-376, part 2). */
final class Relations {
    static final String TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String STRICT = "http://purl.oclc.org/ooxml/";

    private final String listName;
    private final List<Relation> relations = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private Relations(String listName) {
        this.listName = listName;
    }

    /** @param target the name of a part */
    record Relation(String id, String type, String target) {
        boolean is(String kind) {
            return type.endsWith("/" + kind);
        }
    }

    /**
     * Reads those of a part; an empty name is the package itself.
     *
     * @throws Uneditable where they are of the strict dialect, whose drawings of comments are others
     */
    static Relations of(ZipParts parts, Limits limits, String part) throws IOException {
        int slash = part.lastIndexOf('/') + 1;
        String folder = part.substring(0, slash);
        Relations read = new Relations(folder + "_rels/" + part.substring(slash) + ".rels");
        boolean[] isStrict = {false};
        if (parts.contains(read.listName)) {
            XmlPart.parse(parts.read(read.listName), limits, new DefaultHandler() {
                @Override
                public void startElement(String uri, String local, String name, Attributes attributes) {
                    if (local.equals("Relationship")) {
                        String type = String.valueOf(attributes.getValue("Type"));
                        isStrict[0] |= type.startsWith(STRICT);
                        read.add(
                                String.valueOf(attributes.getValue("Id")),
                                type,
                                "External".equals(attributes.getValue("TargetMode"))
                                        ? ""
                                        : resolve(folder, String.valueOf(attributes.getValue("Target"))));
                    }
                }
            });
        }
        if (isStrict[0]) {
            throw new Uneditable(Reason.of("CORRECTION_COPIED_STRICT"));
        }
        return read;
    }

    private void add(String id, String type, String target) {
        ids.add(id);
        relations.add(new Relation(id, type, target));
    }

    /** The part that lists them. */
    String listName() {
        return listName;
    }

    Optional<Relation> first(String kind) {
        return relations.stream()
                .filter(relation -> relation.is(kind) && !relation.target().isEmpty())
                .findFirst();
    }

    /** The parts of a kind, each once. */
    Set<String> targets(String kind) {
        return relations.stream()
                .filter(relation -> relation.is(kind) && !relation.target().isEmpty())
                .map(Relation::target)
                .collect(Collectors.toSet());
    }

    Optional<Relation> byId(String id) {
        return relations.stream().filter(relation -> relation.id().equals(id)).findFirst();
    }

    /** An identifier that no relation has. */
    String newId(String wanted) {
        String id = wanted;
        for (int number = 2; !ids.add(id); number++) {
            id = wanted + number;
        }
        return id;
    }

    /** A new one, as an element of the list. */
    static String element(String id, String kind, String target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + TYPE + "/" + kind + "\" Target=\"/"
                + MarkupText.exact(target) + "\"/>";
    }

    /** A target against a folder of the package; it stays a name within the package, whatever it says. */
    private static String resolve(String folder, String target) {
        String plain = target.replace('\\', '/');
        List<String> names = new ArrayList<>();
        for (String name : (plain.startsWith("/") ? plain : folder + plain).split("/")) {
            if (name.equals("..")) {
                if (!names.isEmpty()) {
                    names.remove(names.size() - 1);
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return String.join("/", names);
    }
}
