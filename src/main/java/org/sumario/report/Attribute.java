package org.sumario.report;

/** The attributes that a report may have; none of them runs or fetches anything. */
enum Attribute {
    XMLNS("xmlns"),
    LANG("lang"),
    CHARSET("charset"),
    HTTP_EQUIV("http-equiv"),
    NAME("name"),
    CONTENT("content"),
    CLASS("class"),
    ID("id"),
    SCOPE("scope"),
    ROLE("role"),
    TABINDEX("tabindex"),
    LABEL("aria-label"),
    LABELLED_BY("aria-labelledby"),
    VIEW_BOX("viewBox"),
    PATTERN_UNITS("patternUnits"),
    X("x"),
    Y("y"),
    X1("x1"),
    Y1("y1"),
    X2("x2"),
    Y2("y2"),
    WIDTH("width"),
    HEIGHT("height"),
    D("d"),
    FILL("fill"),
    TEXT_ANCHOR("text-anchor");

    private final String word;

    Attribute(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    Given is(Object value) {
        return new Given(this, String.valueOf(value));
    }

    /** An attribute with its value. */
    record Given(Attribute attribute, String value) {}
}
