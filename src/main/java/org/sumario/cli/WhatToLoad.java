package org.sumario.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Refused;
import org.sumario.pipeline.LoadRequest;
import org.sumario.settings.Settings;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person gives to a load, and likewise to its plan. */
final class WhatToLoad {
    @Parameters(paramLabel = "FILE", arity = "0..*", descriptionKey = "load.files")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--source", paramLabel = "ID")
    private @Nullable String source;

    @Option(names = "--published", paramLabel = "DATE")
    private @Nullable String published;

    boolean isGiven() {
        return !files.isEmpty() || source != null || published != null;
    }

    LoadRequest request(SumarioCommand sumario) {
        Settings settings = sumario.settings();
        List<Path> named = files.stream().map(sumario::currentPath).toList();
        for (Path file : named) {
            if (!Files.isRegularFile(file)) {
                throw new Refused("USAGE_FILE_MISSING", file);
            }
        }
        return new LoadRequest(settings.input(), settings.warehouse(), settings.jobs(), named, source, publishedDate())
                .within(settings.limits())
                .in(settings.language());
    }

    private @Nullable LocalDate publishedDate() {
        try {
            return published == null ? null : LocalDate.parse(published);
        } catch (DateTimeParseException e) {
            throw new Refused("USAGE_VALUE", "--published", String.valueOf(published), "2024-01-31");
        }
    }
}
