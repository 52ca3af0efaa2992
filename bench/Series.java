import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * Writes a series of monthly publications in the layout of Peru's complaints, each from January of its year, as they grow: counts are added,
 * some are taken back. Arguments: folder, months, rows of each, a file with the names of the fiscal districts.
 */
public final class Series {
    private static final List<String> MONTHS = List.of(
            "ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO", "JULIO", "AGOSTO", "SETIEMBRE", "OCTUBRE", "NOVIEMBRE",
            "DICIEMBRE");

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int months = Integer.parseInt(arguments[1]);
        int rows = Integer.parseInt(arguments[2]);
        List<String> districts = Files.readAllLines(Path.of(arguments[3])).stream()
                .skip(1)
                .map(line -> line.split(",", -1)[1])
                .toList();
        Random random = new Random(2023);
        int[] counts = new int[rows];
        for (int i = 0; i < months; i++) {
            int year = 2010 + i / 12;
            int month = i % 12 + 1;
            for (int row = 0; row < rows; row++) {
                int before = month == 1 ? 1 : counts[row];
                counts[row] = random.nextInt(50) == 0 ? Math.max(1, before - 1) : before + random.nextInt(4);
            }
            LocalDate end = LocalDate.of(year, month, 1).plusMonths(1);
            write(folder.resolve("series-%04d.csv".formatted(i + 1)), year, month, end, counts, districts);
        }
    }

    private static void write(
            Path file, int year, int month, LocalDate end, int[] counts, List<String> districts) throws IOException {
        String period = month == 1 ? "ENERO" : "ENERO - " + MONTHS.get(month - 1);
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println("periodo_denuncia,anio_denuncia,fecha_descarga,distrito_fiscal,especialidad,tipo_caso,generico,"
                    + "subgenerico,articulo,des_articulo,cantidad,ubigeo_pjfs,dpto_pjfs,prov_pjfs,dist_pjfs,fecha_corte");
            for (int row = 0; row < counts.length; row++) {
                int offence = row / districts.size();
                out.println(String.join(",", period, "" + year, day(end.plusDays(4)), districts.get(row % districts.size()),
                        "PENAL", "DENUNCIA", "GENERIC " + offence / 25, "SUBGENERIC " + offence / 5, "" + (100 + offence),
                        "Offence " + offence, "" + counts[row], "010101", "AMAZONAS", "CHACHAPOYAS", "CHACHAPOYAS",
                        day(end.plusDays(15))));
            }
        }
    }

    private static String day(LocalDate date) {
        return "%02d/%02d/%d".formatted(date.getDayOfMonth(), date.getMonthValue(), date.getYear());
    }
}
