package org.sumario.warehouse;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;
import org.sumario.model.Codelist;
import org.sumario.model.Delivery;
import org.sumario.model.SourceDescription;

/** Lays the staging of a set of deliveries, and what is known of their sources, before a DuckDB session as temporary relations. */
final class Staged {
    /** What is small is read once and of all deliveries; a view over Parquet files opens all of them whenever it is named. */
    private static final List<String> SMALL =
            List.of("period", "sheet", "sheet_column", "control_total", "coverage", "vintage_total");

    private static final List<String> OBSERVATIONS = List.of("observation", "combination", "label");

    private Staged() {}

    /** Lays only what says of each delivery as a whole. */
    static void describe(Duck duck, List<SourceDescription> sources, List<Delivery> deliveries) {
        describeDeliveries(duck, sources, deliveries);
        describeSources(duck, sources);
        laySmall(duck, deliveries);
    }

    /** Lays what is small of each delivery. */
    static void laySmall(Duck duck, List<Delivery> deliveries) {
        SMALL.forEach(file -> lay(duck, "table", file, deliveries, deliveries));
    }

    /** Lays only the vintages that each delivery states. */
    static void describeVintages(Duck duck, List<SourceDescription> sources, List<Delivery> deliveries) {
        describeDeliveries(duck, sources, deliveries);
        lay(duck, "table", "vintage_total", deliveries, deliveries);
    }

    /** Lays the observations of some of the described deliveries. */
    static void openObservations(Duck duck, List<Delivery> deliveries, List<Delivery> chosen) {
        OBSERVATIONS.forEach(file -> lay(duck, "view", file, deliveries, chosen));
    }

    /** Lays the findings of some of the described deliveries. */
    static void openFindings(Duck duck, List<Delivery> deliveries, List<Delivery> chosen) {
        lay(duck, "view", "finding", deliveries, chosen);
        lay(duck, "table", "finding_kind", deliveries, chosen);
    }

    private static void lay(Duck duck, String kind, String file, List<Delivery> deliveries, List<Delivery> chosen) {
        List<Delivery> read =
                chosen.stream().filter(delivery -> delivery.staging() != null).toList();
        // Where none is chosen any one tells what the relation looks like.
        List<Delivery> opened = read.isEmpty()
                ? deliveries.stream()
                        .filter(delivery -> delivery.staging() != null)
                        .limit(1)
                        .toList()
                : read;
        List<Path> paths = opened.stream()
                .flatMap(delivery -> FindingTables.NAMES.contains(file)
                        ? findingFiles(delivery, file).stream()
                        : Stream.of(StagingWriter.file(requireNonNull(delivery.staging()), file)))
                .toList();
        duck.execute("create temp " + kind + " " + file + " as select f.delivery_key, s.* exclude (filename)"
                + " from read_parquet(" + Duck.list(paths) + ", filename = true) as s"
                + " join staging_folder as f on s.filename = f.folder || '/" + file + ".parquet'"
                + (read.isEmpty() ? " where false" : ""));
    }

    /** Lays what became of each delivery, without what it says. */
    static void describeDeliveries(Duck duck, List<SourceDescription> sources, List<Delivery> deliveries) {
        Set<String> accepted = deliveries.stream()
                .filter(delivery -> delivery.state() == Delivery.State.ACCEPTED)
                .map(delivery -> requireNonNull(delivery.sourceCode()))
                .collect(Collectors.toSet());
        Set<String> yielding = sources.stream()
                .filter(source -> source.yieldsTo() != null && accepted.contains(source.yieldsTo()))
                .map(SourceDescription::sourceCode)
                .collect(Collectors.toSet());
        duck.execute(
                "create temp table delivery(delivery_key integer, sha256 varchar, source_code varchar, "
                        + "file_name varchar, state varchar, reason varchar, reason_es varchar, received_at timestamp with time zone, "
                        + "load_number bigint, staging_folder varchar, ruled_folder varchar, in_figures boolean, known_since bigint, accepted_in bigint)");
        duck.execute("create temp table staging_folder(delivery_key integer, folder varchar)");
        // A statement for each of hundreds of deliveries would cost more than all the rest.
        duck.appendTemporary("delivery", to -> {
            for (int i = 0; i < deliveries.size(); i++) {
                append(to, i + 1, deliveries.get(i), yielding);
            }
        });
        duck.appendTemporary("staging_folder", to -> {
            for (int i = 0; i < deliveries.size(); i++) {
                for (Path folder : folders(deliveries.get(i))) {
                    to.beginRow().append(i + 1).append(folder.toString()).endRow();
                }
            }
        });
    }

    private static void append(DuckDBAppender to, int key, Delivery delivery, Set<String> yielding)
            throws SQLException {
        boolean counts = delivery.state() == Delivery.State.ACCEPTED || delivery.state() == Delivery.State.DUPLICATE;
        to.beginRow()
                .append(key)
                .append(delivery.sha256())
                .append(delivery.sourceCode())
                .append(delivery.fileName())
                .append(delivery.state().word())
                .append(String.join(" ", delivery.reasons().english()))
                .append(String.join(" ", delivery.reasons().spanish()))
                .append(delivery.receivedAt().atOffset(ZoneOffset.UTC))
                .append(delivery.loadNumber())
                .append(name(delivery.staging()))
                .append(name(delivery.ruled()))
                .append(counts && !yielding.contains(requireNonNull(delivery.sourceCode())))
                .append(delivery.loadNumber())
                .appendNull()
                .endRow();
    }

    private static @Nullable String name(@Nullable Path folder) {
        return folder == null ? null : folder.getFileName().toString();
    }

    /** The folders of what was staged of a delivery, and of what rules found in it, as far as they are there. */
    private static List<Path> folders(Delivery delivery) {
        return Stream.of(Optional.ofNullable(delivery.staging()), Optional.ofNullable(delivery.ruled()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The files of a table of findings of a delivery. */
    static List<Path> findingFiles(Delivery delivery, String table) {
        return folders(delivery).stream()
                .map(folder -> StagingWriter.file(folder, table))
                .toList();
    }

    static void describeSources(Duck duck, List<SourceDescription> sources) {
        duck.execute(
                "create temp table source(source_code varchar, title varchar, title_es varchar, publisher varchar, "
                        + "url varchar, licence varchar, attribution varchar, country_code varchar, counting_unit varchar, "
                        + "region_basis varchar, accumulation varchar, scope_dimension varchar)");
        duck.execute("create temp table source_codelist(source_code varchar, dimension varchar, codelist varchar)");
        duck.execute("create temp table complete(source_code varchar, dimension varchar)");
        duck.execute("create temp table unclassified(source_code varchar, dimension varchar, label varchar)");
        duck.execute("create temp table threshold(source_code varchar, rejected_share_at_most decimal(18,6), "
                + "unmapped_share_at_most decimal(18,6), later_total_at_least decimal(18,6), "
                + "same_period_total_within decimal(18,6), same_period_keys_within decimal(18,6))");
        duck.execute("create temp table all_code(dimension varchar, codelist varchar, code varchar, name varchar, "
                + "parent varchar, valid_from date, valid_to date)");
        for (SourceDescription source : sources) {
            String code = source.sourceCode();
            duck.insert(
                    "source",
                    code,
                    source.title(),
                    source.titleInSpanish(),
                    source.publisher(),
                    source.url(),
                    source.licence(),
                    source.attribution(),
                    source.countryCode(),
                    source.countingUnit(),
                    source.regionBasis(),
                    source.accumulation(),
                    source.scope().dimension());
            source.complete().forEach(dimension -> duck.insert("complete", code, dimension));
            source.unclassified()
                    .forEach((dimension, labels) ->
                            labels.forEach(label -> duck.insert("unclassified", code, dimension, label)));
            duck.insert(
                    "threshold",
                    code,
                    source.rejectedShareAtMost(),
                    source.unmappedShareAtMost(),
                    source.laterTotalAtLeast(),
                    source.samePeriodTotalWithin(),
                    source.samePeriodKeysWithin());
            for (Map.Entry<String, Codelist> list : source.codelists().entrySet()) {
                duck.insert(
                        "source_codelist", code, list.getKey(), list.getValue().name());
            }
            appendCodes(source, rows -> duck.appendTemporary("all_code", rows));
        }
        // Several sources may share a code list.
        duck.execute("create temp table code as select distinct * from all_code");
    }

    /** The code lists of a source. */
    static void appendCodes(SourceDescription source, Consumer<Duck.Rows> appender) {
        source.codelists()
                .forEach((dimension, list) -> appender.accept(to -> {
                    for (Codelist.Code entry : list.codes()) {
                        to.beginRow()
                                .append(dimension)
                                .append(list.name())
                                .append(entry.code())
                                .append(entry.name())
                                .append(entry.parent().isEmpty() ? null : entry.parent())
                                .append(entry.validFrom())
                                .append(entry.validTo())
                                .endRow();
                    }
                }));
    }
}
