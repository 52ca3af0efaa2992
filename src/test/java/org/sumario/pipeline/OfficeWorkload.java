package org.sumario.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A small publication of our own in the layout of the workload of Peru's prosecutors: every fiscal district, offices of two levels. */
record OfficeWorkload(int year, List<String> rows) {
    private static final String HEADER =
            "periodo,anio,fecha_descarga,distrito_fiscal,tipo_fiscalia,materia,especialidad,"
                    + "tipo_caso,especializada,ingresado,atendido,ubigeo_pjfs,dpto_pjfs,prov_pjfs,dist_pjfs,fecha_corte";

    /** In every district 100 entries received and 80 resolved by its provincial offices, 10 and 9 by its superior ones. */
    static OfficeWorkload of(int year) {
        List<String> made = new ArrayList<>();
        for (String district : NationalFile.districts()) {
            made.add(row(year, district, "PROVINCIAL", 100, 80));
            made.add(row(year, district, "SUPERIOR", 10, 9));
        }
        return new OfficeWorkload(year, made);
    }

    private static String row(int year, String district, String office, int received, int resolved) {
        return "ENERO - DICIEMBRE," + year + ",13/01/" + (year + 1) + "," + district + "," + office
                + ",PENAL,PENAL,DENUNCIA,," + received + "," + resolved
                + ",010101,AMAZONAS,CHACHAPOYAS,CHACHAPOYAS,24/01/"
                + (year + 1);
    }

    /** The same with other rows, such as the first few. */
    OfficeWorkload with(UnaryOperator<List<String>> change) {
        return new OfficeWorkload(year, change.apply(rows));
    }

    /** The same, published later. */
    OfficeWorkload published(String day) {
        return with(lines -> lines.stream()
                .map(line -> line.replace("24/01/" + (year + 1), day))
                .toList());
    }

    /** The same with another text in every row. */
    OfficeWorkload replacing(String text, String by) {
        return with(lines -> lines.stream().map(line -> line.replace(text, by)).toList());
    }

    Path write(Path file) {
        try {
            return Files.writeString(file, HEADER + "\n" + String.join("\n", rows) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
