package io.souk.jobs.ingest;

import static org.apache.spark.sql.functions.lit;

import io.souk.bronze.Contract;
import io.souk.bronze.ContractCheck;
import io.souk.bronze.Contracts;
import io.souk.jobs.config.SourceInput;
import io.souk.jobs.config.SourceMapping;
import io.souk.jobs.lake.MappingSession;
import io.souk.table.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The selects of a mapping, checked before a single file is read. */
final class Selects {

    /**
     * One select.
     *
     * @param place where it is written down, for errors
     * @param inputs the inputs that it reads
     */
    record Select(Contract contract, String place, String query, List<SourceInput> inputs) {

        /** The input whose new files make the select's rows; none where it reads whole exports alone. */
        Optional<SourceInput> appendInput() {
            return inputs.stream()
                    .filter(input -> input.mode() == SourceInput.Mode.APPEND)
                    .findFirst();
        }
    }

    private final SourceMapping mapping;
    private final MappingSession session;
    private final List<Select> all;

    private Selects(SourceMapping mapping, MappingSession session, List<Select> all) {
        this.mapping = mapping;
        this.session = session;
        this.all = all;
    }

    /**
     * Checks the selects against the declared columns of the inputs.
     *
     * @throws IllegalArgumentException naming the file, the contract and what to change
     */
    static Selects check(SourceMapping mapping, MappingSession session) {
        for (SourceInput input : mapping.inputs().values()) {
            session.register(input.name(), session.rows(List.of(), InputParser.schema(input)));
        }
        List<Select> selects = new ArrayList<>();
        mapping.contracts().forEach((name, queries) -> {
            Contract contract = Contracts.named(name).orElseThrow();
            for (int i = 0; i < queries.size(); i++) {
                String place = "%s: contracts.%s%s"
                        .formatted(mapping.file().name(), name, queries.size() == 1 ? "" : "[" + i + "]");
                List<SourceInput> inputs = session.inputsOf(place, queries.get(i)).stream()
                        .map(mapping.inputs()::get)
                        .toList();
                selects.add(new Select(contract, place, queries.get(i), inputs));
            }
        });
        Selects checked = new Selects(mapping, session, List.copyOf(selects));
        selects.forEach(
                select -> checked.requireColumns(select, checked.run(select).schema()));
        return checked;
    }

    List<Select> all() {
        return all;
    }

    /** What a select makes of the inputs as they are registered now, with the mapping's defaults. */
    Dataset<Row> run(Select select) {
        Dataset<Row> rows = session.select(select.place(), select.query());
        rows = withDefault(rows, select.contract(), "platform", mapping.platform());
        return withDefault(rows, select.contract(), "currency", mapping.currency());
    }

    /** The contracts that the mapping fills. */
    List<Contract> contracts() {
        return all.stream().map(Select::contract).distinct().toList();
    }

    /** Whether all selects that fill a contract read whole exports alone. */
    boolean isOfSnapshots(Contract contract) {
        return all.stream()
                .filter(select -> select.contract().equals(contract))
                .allMatch(select -> select.appendInput().isEmpty());
    }

    private static Dataset<Row> withDefault(
            Dataset<Row> rows, Contract contract, String column, Optional<String> value) {
        boolean isMeant =
                contract.content().stream().anyMatch(known -> known.name().equals(column));
        boolean isYielded = List.of(rows.columns()).contains(column);
        return value.isPresent() && isMeant && !isYielded ? rows.withColumn(column, lit(value.get())) : rows;
    }

    private void requireColumns(Select select, StructType schema) {
        List<String> yielded = List.of(schema.fieldNames());
        if (!yielded.contains(ContractCheck.SOURCE)) {
            throw wrong(
                    select,
                    "does not yield _source, the record that a row was made of. Add it to the select, for example: l._source");
        }
        String type = schema.apply(ContractCheck.SOURCE).dataType().catalogString();
        if (!type.equals("struct<file:string,row:bigint,raw:string>")) {
            throw wrong(
                    select,
                    "yields a _source of type %s. Take the column _source of one of its inputs".formatted(type));
        }
        List<String> known =
                select.contract().content().stream().map(TableColumn::name).toList();
        for (String column : yielded) {
            if (!known.contains(column) && !column.equals(ContractCheck.SOURCE)) {
                throw wrong(
                        select,
                        "yields the column %s, which the contract does not know. Its columns are: %s"
                                .formatted(column, String.join(", ", known)));
            }
            if (yielded.indexOf(column) != yielded.lastIndexOf(column)) {
                throw wrong(select, "yields the column %s twice".formatted(column));
            }
        }
        if (select.inputs().stream()
                        .filter(input -> input.mode() == SourceInput.Mode.APPEND)
                        .count()
                > 1) {
            throw wrong(
                    select,
                    "reads several append inputs, whose files arrive at different times. Read one of them, and the others as snapshots");
        }
    }

    private static IllegalArgumentException wrong(Select select, String what) {
        return new IllegalArgumentException(select.place() + " " + what);
    }
}
