import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** Takes away what is derived, a part at a time, then all; the next load makes the same figures from the record. */
final class DerivedParts {
    private static final List<String> PARTS =
            List.of("staging", "releases", "sumario.duckdb", "runs", "runs/jobs.mv.db", "work", "plans", "lock");

    private final Drill drill;
    private boolean clean = true;

    private DerivedParts(Drill drill) {
        this.drill = drill;
    }

    /** Does something to a warehouse folder. */
    interface Harm {
        void to(Path warehouse) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        DerivedParts parts = new DerivedParts(new Drill(arguments));
        System.out.println("| taken away | then to load | lost | doubled | same figures again |\n|---|---|---|---|---|");
        for (String part : PARTS) {
            parts.harm(part, warehouse -> parts.remove(warehouse.resolve(part)));
        }
        parts.harm("all of them", warehouse -> {
            for (String part : PARTS) {
                parts.remove(warehouse.resolve(part));
            }
        });
        parts.harm("half of the job repository", warehouse -> cutInHalf(warehouse.resolve("runs/jobs.mv.db")));
        parts.harm("half of the ledger's last line", warehouse -> {
            Path ledger = warehouse.resolve("ledger.jsonl");
            byte[] bytes = Files.readAllBytes(ledger);
            Files.write(ledger, Arrays.copyOf(bytes, bytes.length - 150));
        });
        parts.harm("nothing; half a line more in the ledger", warehouse -> Files.writeString(
                warehouse.resolve("ledger.jsonl"), "{\"type\":\"load\",\"ru", StandardOpenOption.APPEND));
        if (Drill.has(arguments, "--broken")) {
            parts.breakOthers();
        }
        System.exit(parts.clean ? 0 : 1);
    }

    /** Files that no fault of the model leaves behind: somebody, or a bad disk, changed what had been synced. */
    private void breakOthers() throws Exception {
        harm("half of a staging file", warehouse -> {
            try (var files = Files.walk(warehouse.resolve("staging"))) {
                cutInHalf(files.filter(file -> file.endsWith("observation.parquet")).findFirst().orElseThrow());
            }
        });
        harm("one staging file", warehouse -> {
            try (var files = Files.walk(warehouse.resolve("staging"))) {
                Files.delete(files.filter(file -> file.endsWith("label.parquet")).findFirst().orElseThrow());
            }
        });
        harm("all of a manifest", warehouse -> Files.writeString(warehouse.resolve("releases/000001.json"), ""));
        harm("half of the released file", warehouse -> {
            Path file = warehouse.resolve("sumario.duckdb");
            file.toFile().setWritable(true);
            cutInHalf(file);
        });
    }

    /** Once with nothing else to load, once with a delivery that waits in the inbox. */
    private void harm(String what, Harm harm) throws Exception {
        Drill.Situation situation = drill.situation("again");
        for (boolean waits : new boolean[] {false, true}) {
            Path folder = drill.copy(situation.base());
            if (!waits && drill.load(folder, situation.inbox()).exit() != 0) {
                throw new IllegalStateException("an undisturbed load failed");
            }
            harm.to(folder.resolve("warehouse"));
            Recovery recovery = new Recovery(drill, folder);
            recovery.run(situation.inbox(), situation.after());
            boolean good = recovery.violations.isEmpty();
            clean &= good;
            System.out.printf(
                    "| %s | %s | %d | %d | %s |%n",
                    what,
                    waits ? "a delivery" : "nothing",
                    recovery.lost,
                    recovery.doubled,
                    good ? "yes" : "**no**: " + String.join("; ", recovery.violations));
            drill.forget(folder);
        }
    }

    private void remove(Path part) throws Exception {
        drill.forget(part);
    }

    private static void cutInHalf(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
}
