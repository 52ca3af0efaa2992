package org.sumario.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Delivery;

/** The release file that a build starts from, where the wanted release is that one and more. */
final class BaseRelease {
    private BaseRelease() {}

    /**
     * Whether a release file was built by the same SQL from the same sources, and each delivery in its figures is still there, under the same
     * number and the same mapping. Whether its vintages are still wanted, {@link StarTables} finds.
     */
    static boolean isWithin(Path file, WantedRelease wanted) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (Duck duck = Duck.openReadOnly(file)) {
            return isOf(duck, wanted.recipe()) && holdsOnly(duck, wanted.deliveries());
        }
    }

    private static boolean isOf(Duck duck, String recipe) {
        return duck.number("select count(*) from duckdb_tables() where table_name = 'release_recipe'") > 0
                && duck.number("select count(*) from star.release_recipe where recipe_digest = " + Duck.quote(recipe))
                        > 0;
    }

    private static boolean holdsOnly(Duck duck, List<Delivery> deliveries) {
        return duck.query(
                "select delivery_key, sha256, staging_folder, state, in_figures from star.dim_delivery", result -> {
                    while (result.next()) {
                        int position = result.getInt("delivery_key") - 1;
                        if (position >= deliveries.size()
                                || !deliveries.get(position).sha256().equals(result.getString("sha256"))) {
                            return false;
                        }
                        Delivery delivery = deliveries.get(position);
                        boolean isLeft = result.getString("state").equals(Delivery.State.ACCEPTED.word())
                                && delivery.state() != Delivery.State.ACCEPTED;
                        boolean isTold = result.getBoolean("in_figures")
                                || Set.of("accepted", "duplicate").contains(result.getString("state"));
                        if (isLeft || (isTold && !isStagedIn(delivery, result.getString("staging_folder")))) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private static boolean isStagedIn(Delivery delivery, @Nullable String folder) {
        return delivery.staging() != null
                && delivery.staging().getFileName().toString().equals(folder);
    }

    /** Copies it to where the new release is built. */
    static void copy(Path file, Path to) {
        try {
            Files.copy(file, to);
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
