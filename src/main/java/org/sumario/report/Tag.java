package org.sumario.report;

import java.util.Locale;

/** The elements that a report may have. */
enum Tag {
    HTML,
    HEAD,
    META,
    TITLE,
    STYLE,
    BODY,
    HEADER,
    MAIN,
    SECTION,
    FOOTER,
    H1,
    H2,
    H3,
    P,
    UL,
    LI,
    DL,
    DT,
    DD,
    STRONG,
    CODE,
    SPAN,
    DIV,
    TABLE,
    CAPTION,
    THEAD,
    TBODY,
    TR,
    TH,
    TD,
    FIGURE,
    FIGCAPTION,
    SVG,
    DESC,
    DEFS,
    PATTERN,
    RECT,
    LINE,
    PATH,
    TEXT;

    /** Without content, and so without an end of its own in HTML. */
    boolean isVoid() {
        return this == META;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
