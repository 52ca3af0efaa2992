package org.sumario.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sumario.model.Refused;
import org.sumario.rows.Limits;

/**
 * Settings from, in this order, options, {@code SUMARIO_…} variables, {@code sumario.yml} in the warehouse folder, defaults.
 * Defaults resolve against the launcher's folder, paths that a person gives against the current directory.
 */
public final class SettingsReader {
    private static final Locale SPANISH = Locale.forLanguageTag("es");

    private final Map<String, String> environment;
    private final Path currentDirectory;
    private final Path home;

    public SettingsReader(Map<String, String> environment, Path currentDirectory, Path home) {
        this.environment = environment;
        this.currentDirectory = currentDirectory;
        this.home = home;
    }

    /**
     * Reads the settings.
     *
     * @param options what was given on the command line, by the names of {@link SettingsFile#KEYS} and {@code warehouse}
     * @throws Refused for an unreadable {@code sumario.yml}, an unknown key in it or a value that is none of those allowed
     */
    public Settings read(Map<String, String> options) {
        Path warehouse = given(options, "warehouse")
                .map(this::currentPath)
                .orElseGet(() -> home.resolve("warehouse").normalize());
        Map<String, Given> file = SettingsFile.read(warehouse.resolve("sumario.yml"));
        return new Settings(
                path(options, file, "input"),
                warehouse,
                path(options, file, "jobs"),
                given(options, file, "lang").map(SettingsReader::language).orElseGet(this::systemLanguage),
                given(options, file, "format").map(SettingsReader::format).orElse(null),
                given(options, file, "quiet").map(SettingsReader::flag).orElse(false),
                Limits.of((name, standard) -> given(options, file, SettingsFile.LIMIT + name)
                        .map(given -> limit(given, standard))
                        .orElse(standard)));
    }

    /** The language to speak while the settings themselves cannot be read. */
    public Locale languageWithoutFile(Map<String, String> options) {
        try {
            return given(options, "lang").map(SettingsReader::language).orElseGet(this::systemLanguage);
        } catch (Refused e) {
            return systemLanguage();
        }
    }

    private Locale systemLanguage() {
        String system = environment.getOrDefault("LANG", "").toLowerCase(Locale.ROOT);
        return system.startsWith("es") ? SPANISH : Locale.ENGLISH;
    }

    private Path path(Map<String, String> options, Map<String, Given> file, String key) {
        return given(options, file, key)
                .map(this::currentPath)
                .orElseGet(() -> home.resolve(key).normalize());
    }

    private Optional<Given> given(Map<String, String> options, Map<String, Given> file, String key) {
        return given(options, key).or(() -> Optional.ofNullable(file.get(key)));
    }

    private Optional<Given> given(Map<String, String> options, String key) {
        String option = options.get(key);
        if (option != null) {
            return Optional.of(new Given("--" + key, option));
        }
        String variable = "SUMARIO_" + key.toUpperCase(Locale.ROOT);
        String value = environment.getOrDefault(variable, "");
        return value.isEmpty() ? Optional.empty() : Optional.of(new Given(variable, value));
    }

    private Path currentPath(Given given) {
        if (given.value().isBlank()) {
            throw given.bad("DIR");
        }
        try {
            return currentDirectory.resolve(given.value()).normalize();
        } catch (InvalidPathException e) {
            // Also met where the platform's file names are ASCII (LANG=C) and the path is not.
            throw given.bad("DIR");
        }
    }

    private static Locale language(Given given) {
        return switch (given.value().toLowerCase(Locale.ROOT)) {
            case "en" -> Locale.ENGLISH;
            case "es" -> SPANISH;
            default -> throw given.bad("en, es");
        };
    }

    private static Format format(Given given) {
        return switch (given.value().toLowerCase(Locale.ROOT)) {
            case "table" -> Format.TABLE;
            case "csv" -> Format.CSV;
            case "json" -> Format.JSON;
            default -> throw given.bad("table, csv, json");
        };
    }

    private static long limit(Given given, long standard) {
        long most = standard > Integer.MAX_VALUE ? Long.MAX_VALUE : Integer.MAX_VALUE;
        try {
            long value = Long.parseLong(given.value().strip());
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw given.bad("1 … " + most);
        }
        throw given.bad("1 … " + most);
    }

    private static boolean flag(Given given) {
        return switch (given.value().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw given.bad("true, false");
        };
    }
}
