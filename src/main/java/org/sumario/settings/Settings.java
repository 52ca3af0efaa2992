package org.sumario.settings;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sumario.rows.Limits;

/**
 * What every command is told.
 *
 * @param input the inbox, never changed
 * @param warehouse the folder of the released file and of all that is generated
 * @param jobs the folder of job files
 * @param language English or Spanish
 * @param format null where nobody asked for one: it then depends on whether a terminal reads
 * @param quiet whether messages about progress are left out
 * @param limits what a file may cost at most
 */
public record Settings(
        Path input,
        Path warehouse,
        Path jobs,
        Locale language,
        @Nullable Format format,
        boolean quiet,
        Limits limits) {}
