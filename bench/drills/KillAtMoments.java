import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code kill -9} at moments spread evenly over the measured length of a load; then the next load. */
final class KillAtMoments {
    private static final int MEASURED = 4;
    private static final int ATTEMPTS = 4;

    private KillAtMoments() {}

    public static void main(String[] arguments) throws Exception {
        Drill drill = new Drill(arguments);
        int moments = Integer.parseInt(Drill.option(arguments, "--moments", "12"));
        boolean clean = true;
        System.out.println("| load | killed after | readers then saw | lost | doubled | recovered |\n|---|---|---|---|---|---|");
        for (String name : List.of("first", "again")) {
            Drill.Situation situation = drill.situation(name);
            long length = length(drill, situation);
            for (int moment = 1; moment <= moments; moment++) {
                long millis = length * moment / (moments + 1);
                Path folder = drill.copy(situation.base());
                for (int attempt = 1; !killed(drill, folder, situation, millis) && attempt < ATTEMPTS; attempt++) {
                    // It was faster than measured: once more, from the beginning, and earlier.
                    drill.forget(folder);
                    folder = drill.copy(situation.base());
                    millis = millis * 9 / 10;
                }
                Recovery recovery = new Recovery(drill, folder);
                String released = recovery.released(situation);
                recovery.run(situation.inbox(), situation.after());
                clean &= recovery.violations.isEmpty();
                System.out.printf(
                        "| %s | %d of %d ms | %s | %d | %d | %s |%n",
                        name,
                        millis,
                        length,
                        released,
                        recovery.lost,
                        recovery.doubled,
                        recovery.violations.isEmpty() ? "yes" : "**no**: " + String.join("; ", recovery.violations));
                drill.forget(folder);
            }
        }
        System.exit(clean ? 0 : 1);
    }

    private static boolean killed(Drill drill, Path folder, Drill.Situation situation, long millis) throws Exception {
        Process process = drill.start(folder, Map.of(), "load", "--input", situation.inbox().toString());
        boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return !ended;
    }

    /** The shortest of some undisturbed loads. */
    private static long length(Drill drill, Drill.Situation situation) throws Exception {
        List<Long> lengths = new ArrayList<>();
        for (int i = 0; i < MEASURED; i++) {
            Path folder = drill.copy(situation.base());
            lengths.add(drill.load(folder, situation.inbox()).millis());
            drill.forget(folder);
        }
        return lengths.stream().sorted().toList().get(0);
    }
}
