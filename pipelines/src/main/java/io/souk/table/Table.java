package io.souk.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table, declared once: its place, owner, the question it answers, its grain and its columns. Schema, comments,
 * documentation and the checks of grain all come from this declaration.
 */
public final class Table {

    /** The last column of a table that is kept by month: the part of it that a run replaces as a whole. */
    public static final TableColumn MONTH = TableColumn.date(
            "business_month", "First day of the row's calendar month: the table is kept month by month");

    private final Layer layer;
    private final String name;
    private final String owner;
    private final String question;
    private final List<TableColumn> grain;
    private final List<TableColumn> columns;
    private final Optional<TableColumn> dated;

    private Table(Builder builder, List<TableColumn> columns) {
        this.layer = builder.layer;
        this.name = builder.name;
        this.owner = builder.owner;
        this.question = builder.question;
        this.grain = List.copyOf(builder.grain);
        this.columns = List.copyOf(columns);
        this.dated = builder.dated;
    }

    public static Builder bronze(String name) {
        return new Builder(Layer.BRONZE, name);
    }

    public static Builder silver(String name) {
        return new Builder(Layer.SILVER, name);
    }

    public static Builder gold(String name) {
        return new Builder(Layer.GOLD, name);
    }

    public Layer layer() {
        return layer;
    }

    public String name() {
        return name;
    }

    /** The name that SQL uses: {@code gold.active_buyers}. */
    public String qualifiedName() {
        return layer.sqlName() + "." + name;
    }

    public String owner() {
        return owner;
    }

    public String question() {
        return question;
    }

    /** The columns that tell one row from another; empty where rows may repeat. */
    public List<TableColumn> grain() {
        return grain;
    }

    /** Whether its rows are kept month by month, so that some months can be replaced and the others left alone. */
    public boolean isByMonth() {
        return dated.isPresent();
    }

    /** All columns, those of the grain first. */
    public List<TableColumn> columns() {
        return columns;
    }

    public List<String> grainNames() {
        return grain.stream().map(TableColumn::name).toList();
    }

    public StructType schema() {
        return new StructType(columns.stream().map(TableColumn::field).toArray(StructField[]::new));
    }

    /** The schema without the month, which {@link #conform} adds. */
    public StructType made() {
        return new StructType(columns.stream()
                .filter(column -> column != MONTH)
                .map(TableColumn::field)
                .toArray(StructField[]::new));
    }

    /**
     * Ends a transformation in this table's contract: selects exactly the declared columns, in order, cast to their
     * declared types. Where the table is kept by month, the month is added.
     *
     * @throws IllegalArgumentException naming every declared column that {@code rows} lacks
     */
    public Dataset<Row> conform(Dataset<Row> rows) {
        Set<String> present = Set.of(rows.columns());
        boolean lacksMonth = isByMonth() && !present.contains(MONTH.name());
        String missing = columns.stream()
                .filter(column -> !(lacksMonth && column == MONTH))
                .map(TableColumn::name)
                .filter(column -> !present.contains(column))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("%s lacks the columns %s. It was given: %s"
                    .formatted(qualifiedName(), missing, String.join(", ", rows.columns())));
        }
        return rows.select(columns.stream()
                .map(column -> (lacksMonth && column == MONTH ? month() : column.col())
                        .cast(column.type())
                        .as(column.name(), column.field().metadata()))
                .toArray(Column[]::new));
    }

    private Column month() {
        return functions.trunc(dated.orElseThrow().col().cast(DataTypes.DateType), "MM");
    }

    @Override
    public String toString() {
        return qualifiedName();
    }

    /** Collects a declaration; {@link #columns} ends it. */
    public static final class Builder {
        private final Layer layer;
        private final String name;
        private String owner = "";
        private String question = "";
        private List<TableColumn> grain = List.of();
        private Optional<TableColumn> dated = Optional.empty();

        private Builder(Layer layer, String name) {
            this.layer = layer;
            this.name = name;
        }

        /** The people who answer for the numbers: "growth", "sales". */
        public Builder owner(String team) {
            this.owner = team;
            return this;
        }

        public Builder question(String text) {
            this.question = text;
            return this;
        }

        public Builder grain(TableColumn... columns) {
            this.grain = List.of(columns);
            return this;
        }

        /**
         * Keeps the table by month: a column {@link Table#MONTH} is added, and files hold rows of one month.
         *
         * @param column date or moment that says in which month a row belongs; never null
         */
        public Builder byMonthOf(TableColumn column) {
            this.dated = Optional.of(column);
            return this;
        }

        /** Declares the columns beyond the grain and ends the declaration. */
        public Table columns(TableColumn... others) {
            List<TableColumn> all = new ArrayList<>(
                    Stream.concat(grain.stream(), Arrays.stream(others)).toList());
            if (dated.isPresent()) {
                all.add(MONTH);
            }
            Set<String> seen = new HashSet<>();
            for (TableColumn column : all) {
                if (!seen.add(column.name())) {
                    throw new IllegalArgumentException(
                            "%s.%s declares the column %s twice".formatted(layer.sqlName(), name, column.name()));
                }
            }
            return new Table(this, all);
        }
    }
}
