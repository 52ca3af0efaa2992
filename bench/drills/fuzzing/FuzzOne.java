import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sumario.input.Container;
import org.sumario.input.InputFile;
import org.sumario.input.InputFiles;
import org.sumario.model.Refused;
import org.sumario.rows.Dictionary;
import org.sumario.rows.Limits;
import org.sumario.rows.RowBatch;
import org.sumario.rows.RowReceiver;

/** Reads one file in every way that the rooms above do; what is neither read nor refused comes out as it is. */
final class FuzzOne {
    /** A file beside the inputs, which nobody gave to be read. */
    static final String CANARY_FILE = "/tmp/sumario-canary";

    static final String CANARY_TEXT = "the-canary-of-sumario-sings";
    private static final int[] COLUMNS = IntStream.range(0, 12).toArray();

    private final Path scratch;

    /** What came of it: the codes of refusals, or {@code read}. */
    private final List<String> came = new ArrayList<>();

    /** Refusals that tell in a library's words what a library stumbled over. */
    final List<String> unclear = new ArrayList<>();

    FuzzOne(Path scratch) {
        this.scratch = scratch;
    }

    /** What a caller sees first. */
    String outcome() {
        return came.contains("read") ? "read" : came.get(0);
    }

    FuzzOne read(Path file) {
        attempt(() -> read(InputFiles.open(file, "fuzz.bin", Limits.DEFAULT)));
        Container.isOne(file);
        attempt(() -> Container.unpack(file, "fuzz.zip", Limits.DEFAULT, scratch, new Container.Members() {
            @Override
            public void member(String name, Path member) {
                require(member.startsWith(scratch), "a member outside of the scratch folder: " + member);
                attempt(() -> read(Container.openMember(member, name, Limits.DEFAULT)));
            }

            @Override
            public void refused(Refused refusal) {
                note(refusal);
            }
        }));
        require(!Files.exists(scratch), "the scratch folder was left");
        return this;
    }

    private void read(InputFile file) {
        require(!file.properties().toString().contains(CANARY_TEXT), "the canary was read");
        boolean[] isRead = {true};
        for (InputFile.SheetPreview sheet : file.sheets()) {
            isRead[0] &= attempt(() -> file.read(sheet.sheetName(), 0, COLUMNS, new Dictionary(), new RowReceiver() {
                @Override
                public void accept(RowBatch batch) {
                    require(batch.size <= RowBatch.CAPACITY, "a batch beyond its capacity");
                }

                @Override
                public void restart() {}
            }));
        }
        file.cells(
                null,
                (sheet, row, column, value) -> require(!value.text().contains(CANARY_TEXT), "the canary was read"));
        if (isRead[0]) {
            came.add("read");
        }
    }

    private boolean attempt(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (Refused refusal) {
            note(refusal);
            return false;
        }
    }

    private void note(Refused refusal) {
        came.add(refusal.reason().code());
        require(!refusal.reason().code().equals("MEMORY_EXCEEDED"), "more memory than there is");
        for (Throwable cause = refusal.getCause(); cause != null; cause = cause.getCause()) {
            boolean isOurs = cause.getClass().getName().startsWith("org.sumario") || !(cause instanceof RuntimeException);
            if (!isOurs && cause.getStackTrace().length > 0) {
                unclear.add(cause.getClass().getSimpleName() + " at " + place(cause) + ": " + first(String.valueOf(cause.getMessage())));
            }
        }
    }

    private static String place(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (!frame.getClassName().matches("(java|jdk)[.].*")) {
                return frame.getClassName().replaceAll(".*\\.", "") + "." + frame.getMethodName();
            }
        }
        return cause.getStackTrace()[0].toString();
    }

    private static String first(String message) {
        return message.substring(0, Math.min(message.length(), 60)).replaceAll("[0-9]+", "#").replaceAll("[\\t\\n\\r]", " ");
    }

    private static void require(boolean isSo, String what) {
        if (!isSo) {
            // An error, so that no reader takes it for something wrong with the file.
            throw new AssertionError(what);
        }
    }
}
