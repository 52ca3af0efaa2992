package org.sumario.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A code list (SDMX): its name, and its codes in file order.
 *
 * @param name file name without ending, such as {@code pe-fiscal-districts}
 */
public record Codelist(String name, List<Code> codes) {

    /**
     * One version of a code.
     *
     * @param code stable code, such as {@code LIMA-CENTRO} or {@code PE-ANC}
     * @param name the publisher's spelling, for display
     * @param labels every text as printed that means this code (the name included)
     * @param parent the code one level up, such as the region of a fiscal district, empty where there is none
     * @param attributes further columns of the list, such as {@code seat_place_code}
     * @param validFrom first day of this version, null when open
     * @param validTo last day of this version, null when open
     */
    public record Code(
            String code,
            String name,
            List<String> labels,
            String parent,
            Map<String, String> attributes,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo) {

        /** The same with one label more. */
        public Code withLabel(String label) {
            List<String> more =
                    Stream.concat(labels.stream(), Stream.of(label)).distinct().toList();
            return new Code(code, name, more, parent, attributes, validFrom, validTo);
        }
    }
}
