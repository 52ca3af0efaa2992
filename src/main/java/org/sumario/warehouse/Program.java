package org.sumario.warehouse;

/**
 * What makes releases: a version of this program, and its SQL.
 *
 * @param sqlDigest SHA-256 over the SQL files that make a release
 */
public record Program(String version, String sqlDigest) {

    /** The one that runs. */
    public static Program running() {
        return new Program(SqlFiles.read("/org/sumario/warehouse/version.txt").strip(), SqlFiles.digest());
    }
}
