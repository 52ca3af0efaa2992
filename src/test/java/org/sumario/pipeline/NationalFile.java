package org.sumario.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A small publication of our own in the layout of the complaints of Peru: every fiscal district, three offences. */
public record NationalFile(String period, int year, String extracted, String published, List<String> rows) {
    private static final Path DISTRICTS = Path.of("jobs/codelists/pe-fiscal-districts.csv");
    private static final List<String> OFFENCES = List.of(
            "CONTRA LA LIBERTAD,LIBERTAD PERSONAL,152,Secuestro",
            "CONTRA EL PATRIMONIO,HURTO,185,Hurto simple",
            "NO TIPIFICADOS,NO TIPIFICADOS,S/Art,No tipificado");

    /** The period from January to a month's name, extracted and published on days written day first; 100 complaints a row. */
    public static NationalFile of(String lastMonth, int year, String extracted, String published) {
        return new NationalFile("ENERO - " + lastMonth, year, extracted, published, List.of())
                .counting((district, offence) -> 100);
    }

    /** The same with other counts, from the index of the district (0 to 33) and of the offence (0 to 2). */
    public NationalFile counting(IntBinaryOperator counts) {
        List<String> made = new ArrayList<>();
        List<String> districts = districts();
        IntStream.range(0, districts.size())
                .forEach(district -> IntStream.range(0, OFFENCES.size())
                        .forEach(offence ->
                                made.add(period + "," + year + "," + extracted + "," + districts.get(district)
                                        + ",PENAL,DENUNCIA," + OFFENCES.get(offence) + ","
                                        + counts.applyAsInt(district, offence)
                                        + ",010101,AMAZONAS,CHACHAPOYAS,CHACHAPOYAS," + published)));
        return new NationalFile(period, year, extracted, published, made);
    }

    /** The same with other rows, such as the first few. */
    NationalFile with(UnaryOperator<List<String>> change) {
        return new NationalFile(period, year, extracted, published, change.apply(rows));
    }

    /** The same figures at other dates. */
    NationalFile dated(String newExtracted, String newPublished) {
        return with(lines -> lines.stream()
                .map(line -> line.replace("," + extracted + ",", "," + newExtracted + ",")
                        .replaceFirst("," + published + "$", "," + newPublished))
                .toList());
    }

    public Path write(Path file) {
        return write(file, "\n");
    }

    Path write(Path file, String lineEnd) {
        String header = "periodo_denuncia,anio_denuncia,fecha_descarga,distrito_fiscal,especialidad,tipo_caso,generico,"
                + "subgenerico,articulo,des_articulo,cantidad,ubigeo_pjfs,dpto_pjfs,prov_pjfs,dist_pjfs,fecha_corte";
        try {
            return Files.writeString(file, header + lineEnd + String.join(lineEnd, rows) + lineEnd);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> districts() {
        try {
            return Files.readAllLines(DISTRICTS).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1)[1])
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
