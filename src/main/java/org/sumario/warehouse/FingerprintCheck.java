package org.sumario.warehouse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes the figures fingerprints of a staging folder again from its observations. */
public final class FingerprintCheck {
    private FingerprintCheck() {}

    /**
     * The years, with their scope where they have one, whose fingerprint or totals are not those that the folder names.
     *
     * @throws IllegalStateException where a file of it cannot be read
     */
    public static List<String> differing(Path folder) {
        try (Duck duck = Duck.inMemory()) {
            duck.execute("set threads = 1");
            StagingRemap.lay(duck, folder);
            StagingWriter.derive(duck);
            return duck.query(
                    "select distinct concat_ws(' ', year, scope) from (select * from (from vintage_total except all "
                            + StagingRemap.staged(folder, "vintage_total") + ") union all select * from ("
                            + StagingRemap.staged(folder, "vintage_total")
                            + " except all from vintage_total)) order by 1",
                    result -> {
                        List<String> found = new ArrayList<>();
                        while (result.next()) {
                            found.add(result.getString(1));
                        }
                        return found;
                    });
        }
    }
}
