import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What all drills share: a tiny inbox, warehouses in known states to begin from, what an undisturbed load makes of each, and loads in
 * a folder of their own (whose {@code tmp} is the loads' folder for temporary files).
 */
final class Drill {
    private static final String HEADER = "periodo_denuncia,anio_denuncia,fecha_descarga,distrito_fiscal,especialidad,tipo_caso,"
            + "generico,subgenerico,articulo,des_articulo,cantidad,ubigeo_pjfs,dpto_pjfs,prov_pjfs,dist_pjfs,fecha_corte\n";
    private static final int KEPT_RELEASES = 12;

    final Path root;
    final Path work;
    private final Map<String, Situation> situations = new HashMap<>();
    private int folders;

    Drill(String[] arguments) throws Exception {
        root = Path.of(arguments[0]);
        work = Path.of(arguments[1]);
    }

    /**
     * A warehouse to begin from and the inbox that is then loaded.
     *
     * @param base holds {@code warehouse}, or nothing before a first load
     * @param before figures released before the load; null where there are none
     * @param after figures that an undisturbed load releases
     */
    record Situation(String name, Path base, Path inbox, Figures before, Figures after) {}

    /** The situation {@code first}, {@code again}, {@code stray} or {@code many}. */
    Situation situation(String name) throws Exception {
        Situation known = situations.get(name);
        if (known == null) {
            known = make(name);
            situations.put(name, known);
        }
        return known;
    }

    private Situation make(String name) throws Exception {
        Path inbox = folder();
        writeYear(inbox.resolve("one.csv"), 2022, "13/01/2023", "24/01/2023", 0, 34);
        writeYear(inbox.resolve("two.csv"), 2023, "13/01/2024", "24/01/2024", 0, 34);
        Path base = folder();
        Figures before = null;
        if (!name.equals("first")) {
            expect(0, load(base, inbox));
            if (name.equals("many")) {
                for (int number = 1; number < KEPT_RELEASES; number++) {
                    // A slice of one district is held, and a load that only held something still makes a release.
                    Path slice = folder();
                    writeYear(slice.resolve("slice.csv"), 2023, "13/01/2024", "24/01/2024", number, 1);
                    expect(3, load(base, slice));
                }
            }
            before = Figures.of(base.resolve("warehouse/sumario.duckdb"));
            if (name.equals("stray")) {
                Files.writeString(base.resolve("warehouse/sumario.duckdb.wal"), "what another program left behind");
            }
            // The same year once more, extracted a month later: another vintage, current from then on.
            writeYear(inbox.resolve("three.csv"), 2023, "13/02/2024", "24/02/2024", 5, 34);
        }
        Path undisturbed = copy(base);
        expect(0, load(undisturbed, inbox));
        Figures after = Figures.of(undisturbed.resolve("warehouse/sumario.duckdb"));
        if (before != null && before.equals(after)) {
            throw new IllegalStateException("the load changes nothing, so the drill would show nothing");
        }
        forget(undisturbed);
        return new Situation(name, base, inbox, before, after);
    }

    private void writeYear(Path file, int year, String extracted, String published, int more, int districts)
            throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        List<String> names = Files.readAllLines(root.resolve("jobs/codelists/pe-fiscal-districts.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1)[1])
                .toList();
        for (int i = 0; i < Math.min(names.size(), districts); i++) {
            for (int article = 152; article < 155; article++) {
                text.append("ENERO - DICIEMBRE,%d,%s,%s,PENAL,DENUNCIA,LIBERTAD,PERSONAL,%d,Offence %d,%d,150101,LIMA,LIMA,LIMA,%s\n"
                        .formatted(year, extracted, names.get(i), article, article, 100 + i + (i < 9 ? more : 0), published));
            }
        }
        Files.writeString(file, text);
    }

    /** A new empty folder. */
    Path folder() throws IOException {
        return Files.createDirectories(work.resolve("f" + ++folders));
    }

    /** A copy with permissions and hard links. */
    Path copy(Path base) throws IOException, InterruptedException {
        Path copy = work.resolve("f" + ++folders);
        Command.must(work, "cp", "-a", base.toString(), copy.toString());
        return copy;
    }

    void forget(Path folder) throws IOException, InterruptedException {
        Command.must(work, "rm", "-rf", folder.toString());
    }

    static Path temporary(Path folder) throws IOException {
        return Files.createDirectories(folder.resolve("tmp"));
    }

    Command.Said sumario(Path folder, Map<String, String> more, String... arguments)
            throws IOException, InterruptedException {
        long started = System.nanoTime();
        return Command.end(said(folder), start(folder, more, arguments), started);
    }

    Process start(Path folder, Map<String, String> more, String... arguments) throws IOException {
        return startInto(said(folder), folder, more, arguments);
    }

    /** Starts a load whose words go to a folder of their own. */
    Process startInto(Path said, Path folder, Map<String, String> more, String... arguments) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("SUMARIO_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary(folder));
        List<String> command = new ArrayList<>(List.of(root.resolve("sumario").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--warehouse", folder.resolve("warehouse").toString()));
        return Command.start(said, environment, command);
    }

    /** What a program says goes beside the folder, where no fault reaches it. */
    static Path said(Path folder) throws IOException {
        return Files.createDirectories(folder.resolveSibling(folder.getFileName() + ".said"));
    }

    Command.Said load(Path folder, Path inbox) throws IOException, InterruptedException {
        return sumario(folder, Map.of(), "load", "--input", inbox.toString());
    }

    private static void expect(int exit, Command.Said said) {
        if (said.exit() != exit) {
            throw new IllegalStateException("an undisturbed load ended with " + said.exit() + ": " + said.err());
        }
    }

    static String option(String[] arguments, String name, String otherwise) {
        List<String> list = List.of(arguments);
        int at = list.indexOf(name);
        return at < 0 || at + 1 >= list.size() ? otherwise : list.get(at + 1);
    }

    static boolean has(String[] arguments, String name) {
        return List.of(arguments).contains(name);
    }
}
