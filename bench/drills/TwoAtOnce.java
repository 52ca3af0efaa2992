import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Two loads at the same time: one does the work, the other is told at once who does; a dead holder is in nobody's way. */
final class TwoAtOnce {
    private TwoAtOnce() {}

    public static void main(String[] arguments) throws Exception {
        Drill drill = new Drill(arguments);
        int rounds = Integer.parseInt(Drill.option(arguments, "--rounds", "6"));
        boolean clean = true;
        for (int round = 1; round <= rounds; round++) {
            Drill.Situation situation = drill.situation(round % 2 == 1 ? "first" : "again");
            Path folder = drill.copy(situation.base());
            long started = System.nanoTime();
            String[] load = {"load", "--input", situation.inbox().toString()};
            Path saidBy = Drill.said(folder);
            Path saidByOther = Files.createDirectories(saidBy.resolve("other"));
            Process one = drill.start(folder, Map.of(), load);
            Process other = drill.startInto(saidByOther, folder, Map.of(), load);
            CompletableFuture<Long> oneEnded = one.onExit().thenApply(ended -> System.nanoTime() - started);
            CompletableFuture<Long> otherEnded = other.onExit().thenApply(ended -> System.nanoTime() - started);
            Command.Said first = Command.end(saidBy, one, started);
            Command.Said second = Command.end(saidByOther, other, started);
            Command.Said refused = first.exit() == 5 ? first : second;
            List<Integer> exits = Stream.of(first.exit(), second.exit()).sorted().toList();
            long millis = (first.exit() == 5 ? oneEnded : otherEnded).join() / 1_000_000;
            long holder = first.exit() == 5 ? other.pid() : one.pid();
            boolean told = refused.err().contains(Long.toString(holder)) && refused.err().matches("(?s).*20\\d\\d-.*T.*Z.*");
            Recovery recovery = new Recovery(drill, folder);
            boolean isNew = recovery.released(situation).equals("new");
            recovery.run(situation.inbox(), situation.after());
            boolean good = exits.equals(List.of(0, 5)) && told && isNew && recovery.violations.isEmpty();
            clean &= good;
            System.out.printf(
                    "round %d: exits %s, refused after %d ms, told who and since when: %s; %s%n",
                    round, exits, millis, told ? "yes" : "no: " + Recovery.message(refused), verdict(good, recovery));
            drill.forget(folder);
        }
        clean &= deadHolder(drill);
        System.exit(clean ? 0 : 1);
    }

    private static boolean deadHolder(Drill drill) throws Exception {
        Drill.Situation situation = drill.situation("first");
        Path folder = drill.copy(situation.base());
        Process holder = drill.start(folder, Map.of(), "load", "--input", situation.inbox().toString());
        Path lock = folder.resolve("warehouse/lock");
        while (holder.isAlive() && !(Files.exists(lock) && java.nio.file.Files.size(lock) > 0)) {
            Thread.sleep(5);
        }
        holder.destroyForcibly().waitFor();
        Recovery recovery = new Recovery(drill, folder);
        recovery.run(situation.inbox(), situation.after());
        System.out.println("a holder killed with the lock: " + verdict(recovery.violations.isEmpty(), recovery));
        return recovery.violations.isEmpty();
    }

    private static String verdict(boolean good, Recovery recovery) {
        return good ? "good" : "WRONG " + String.join("; ", recovery.violations);
    }
}
