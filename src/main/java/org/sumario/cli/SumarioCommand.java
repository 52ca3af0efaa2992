package org.sumario.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Reason;
import org.sumario.model.Refused;
import org.sumario.settings.Format;
import org.sumario.settings.Settings;
import org.sumario.settings.SettingsReader;
import org.sumario.warehouse.RowReceiver;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The list of commands, and the options that all of them take. */
@Command(
        name = "sumario",
        subcommands = {
            LoadCommand.class,
            PlanCommand.class,
            DecideCommand.class,
            RunsCommand.class,
            QueryCommand.class,
            ReleasesCommand.class,
            RollbackCommand.class,
            DeliveriesCommand.class,
            VintagesCommand.class,
            FindingsCommand.class,
            DiffCommand.class,
            ExportCommand.class,
            TraceCommand.class,
            VerifyCommand.class,
            ArchiveCommand.class,
            ReplayCommand.class,
            CellsCommand.class,
            JobsCommand.class,
            ServeCommand.class
        })
public final class SumarioCommand {
    private final Surroundings surroundings;
    private final SettingsReader reader;
    private Messages messages;
    private @Nullable Settings settings;

    @Option(names = "--input", paramLabel = "DIR", scope = ScopeType.INHERIT)
    private @Nullable String input;

    @Option(names = "--warehouse", paramLabel = "DIR", scope = ScopeType.INHERIT)
    private @Nullable String warehouse;

    @Option(names = "--jobs", paramLabel = "DIR", scope = ScopeType.INHERIT)
    private @Nullable String jobs;

    @Option(names = "--format", paramLabel = "table|csv|json", scope = ScopeType.INHERIT)
    private @Nullable String format;

    @Option(names = "--lang", paramLabel = "en|es", scope = ScopeType.INHERIT)
    private @Nullable String language;

    @Option(names = "--quiet", scope = ScopeType.INHERIT)
    private boolean quiet;

    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT)
    private boolean help;

    private SumarioCommand(Surroundings surroundings, String... arguments) {
        this.surroundings = surroundings;
        this.reader =
                new SettingsReader(surroundings.environment(), surroundings.currentDirectory(), surroundings.home());
        this.messages = messagesBeforeParsing(arguments);
    }

    /** Runs a command line of this process; answers its exit code. */
    public static int run(String... arguments) {
        return run(Surroundings.ofProcess(), arguments);
    }

    static int run(Surroundings surroundings, String... arguments) {
        SumarioCommand sumario = new SumarioCommand(surroundings, arguments);
        PrintWriter standardOutput = new PrintWriter(sumario.writer());
        CommandLine line = new CommandLine(sumario)
                // SQL that begins with @ is no file name.
                .setExpandAtFiles(false)
                // A folder may be called what a command is, as jobs is.
                .setAllowSubcommandsAsOptionParameters(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(standardOutput)
                .setErr(sumario.messages.writer())
                .setParameterExceptionHandler((problem, given) -> sumario.wrongUsage(problem))
                .setExecutionExceptionHandler((problem, command, parsed) -> sumario.failed(problem))
                .setResourceBundle(sumario.messages.bundle());
        int exitCode = line.execute(
                Arrays.stream(arguments).map(SumarioCommand::shieldComment).toArray(String[]::new));
        standardOutput.flush();
        return exitCode;
    }

    /** SQL may begin with a comment, and two hyphens before white space are no option. */
    private static String shieldComment(String argument) {
        boolean isComment =
                argument.length() > 2 && argument.startsWith("--") && Character.isWhitespace(argument.charAt(2));
        return isComment ? " " + argument : argument;
    }

    /** What the command was told; read when a command first asks, so that {@code --help} needs no valid settings. */
    Settings settings() {
        if (settings == null) {
            settings = reader.read(options());
            messages = new Messages(settings.language(), surroundings.standardError());
        }
        return settings;
    }

    boolean isTerminal() {
        return surroundings.isTerminal();
    }

    /** A path that a person gave, against the current directory. */
    Path currentPath(Path given) {
        return surroundings.currentDirectory().resolve(given).normalize();
    }

    /** Messages in the language of the settings. */
    Messages messages() {
        settings();
        return messages;
    }

    /** A message about progress, which {@code --quiet} leaves out. */
    void tell(Reason reason) {
        if (!settings().quiet()) {
            messages().print(reason);
        }
    }

    /** How results are written: as asked, else for a person on a terminal, else for a program. */
    Format format() {
        return Objects.requireNonNullElse(settings().format(), surroundings.isTerminal() ? Format.TABLE : Format.CSV);
    }

    /** Writes one result table to standard output in the format asked for; answers its number of rows. */
    long print(Rows rows) throws IOException {
        Writer writer = writer();
        try (Output output = Output.of(format(), writer)) {
            rows.sendTo(output);
            output.end();
            writer.flush();
            return output.rowCount();
        }
    }

    /** Something that sends the rows of a result table. */
    interface Rows {
        void sendTo(RowReceiver receiver) throws IOException;
    }

    /** Writes a text that is no table to standard output. */
    void write(String text) throws IOException {
        Writer writer = writer();
        writer.write(text);
        writer.flush();
    }

    private Writer writer() {
        return new BufferedWriter(
                new OutputStreamWriter(surroundings.standardOutput(), StandardCharsets.UTF_8), 1 << 16);
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, "input", input);
        put(options, "warehouse", warehouse);
        put(options, "jobs", jobs);
        put(options, "lang", language);
        put(options, "format", format);
        put(options, "quiet", quiet ? "true" : null);
        return options;
    }

    private static void put(Map<String, String> options, String key, @Nullable String value) {
        if (value != null) {
            options.put(key, value);
        }
    }

    /** Wrong usage and help are told in the user's language too, and come before the settings. */
    private Messages messagesBeforeParsing(String... arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String key : List.of("lang", "warehouse")) {
            put(options, key, raw(List.of(arguments), "--" + key).orElse(null));
        }
        try {
            return new Messages(reader.read(options).language(), surroundings.standardError());
        } catch (Refused e) {
            return new Messages(reader.languageWithoutFile(options), surroundings.standardError());
        }
    }

    private static Optional<String> raw(List<String> arguments, String option) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith(option + "=")) {
                return Optional.of(argument.substring(option.length() + 1));
            }
            if (argument.equals(option) && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private int wrongUsage(CommandLine.ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        messages.print(reason(problem));
        if (problem instanceof CommandLine.UnmatchedArgumentException
                || command.getCommandSpec().userObject() == this) {
            messages.print(Reason.of("USAGE_SEE", command.getCommandSpec().qualifiedName()));
        } else {
            command.usage(messages.writer());
        }
        return ExitCode.WRONG_USAGE;
    }

    private static Reason reason(CommandLine.ParameterException problem) {
        if (problem instanceof CommandLine.UnmatchedArgumentException unmatched) {
            return Reason.of("USAGE_UNKNOWN", String.join(" ", unmatched.getUnmatched()));
        }
        CommandLine command = problem.getCommandLine();
        if (problem.getArgSpec() == null
                && !command.getSubcommands().isEmpty()
                && !(problem instanceof CommandLine.MissingParameterException)
                && !(problem instanceof CommandLine.OverwrittenOptionException)) {
            return Reason.of(
                    "USAGE_COMMAND_MISSING",
                    String.join(", ", command.getSubcommands().keySet()));
        }
        return Reason.of("USAGE_BAD", String.valueOf(problem.getMessage()));
    }

    private int failed(Exception problem) {
        if (problem instanceof Refused refused) {
            messages.print(refused.reason());
            if (refused.getCause() != null) {
                printTrace(refused);
            }
            return ExitCode.of(refused.reason());
        }
        if (isBrokenPipe(problem)) {
            // The reader has seen enough, as in "| head".
            return ExitCode.DONE;
        }
        messages.print(Reason.of(
                "FAILED", String.valueOf(problem instanceof UncheckedIOException ? problem.getCause() : problem)));
        printTrace(problem);
        return ExitCode.FAILED;
    }

    private void printTrace(Exception problem) {
        if ("1".equals(surroundings.environment().get("SUMARIO_DEBUG"))) {
            problem.printStackTrace(messages.writer());
        }
    }

    private static boolean isBrokenPipe(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            String message = Objects.requireNonNullElse(cause.getMessage(), "");
            // The message is the operating system's, in its language.
            if (cause instanceof IOException && (message.contains("Broken pipe") || message.contains("Tubería rota"))) {
                return true;
            }
        }
        return false;
    }
}
