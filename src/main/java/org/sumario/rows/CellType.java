package org.sumario.rows;

/** What a cell holds, before anybody asks what it means. */
public enum CellType {
    BLANK,
    TEXT,
    NUMBER,
    BOOLEAN,
    DATE,
    ERROR
}
