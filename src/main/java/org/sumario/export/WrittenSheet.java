package org.sumario.export;

/**
 * A sheet that was written.
 *
 * @param leftOutCount rows that are there and too many for a sheet
 */
public record WrittenSheet(String sheetName, long rowCount, long leftOutCount) {}
