package org.sumario.pipeline;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to load.
 *
 * @param files files named by a person; none means the inbox
 * @param source source that a person names, null for any
 * @param published publication date of deliveries that carry none
 */
public record LoadRequest(
        Path input,
        Path warehouse,
        Path jobs,
        List<Path> files,
        @Nullable String source,
        @Nullable LocalDate published) {}
