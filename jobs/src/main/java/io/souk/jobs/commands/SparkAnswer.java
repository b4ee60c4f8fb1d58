package io.souk.jobs.commands;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/** What Spark answers; rows stream to the driver partition by partition. Texts are as Spark writes them. */
record SparkAnswer(Dataset<Row> answer) implements Answer {

    @Override
    public List<Answer.Field> columns() {
        return Arrays.stream(fields())
                .map(field -> new Answer.Field(field.name(), field.dataType() instanceof NumericType))
                .toList();
    }

    @Override
    public Iterator<String[]> texts() {
        return rows(
                field -> false,
                row -> IntStream.range(0, row.length()).mapToObj(row::getString).toArray(String[]::new));
    }

    @Override
    public Iterator<Object[]> values() {
        return rows(
                field -> field.dataType() instanceof NumericType
                        || field.dataType().equals(DataTypes.BooleanType),
                row -> IntStream.range(0, row.length()).mapToObj(row::get).toArray());
    }

    private <T> Iterator<T> rows(Function<StructField, Boolean> staysItself, Function<Row, T> toRow) {
        StructField[] fields = fields();
        // Names by position: an answer may have two columns of one name.
        String[] names =
                IntStream.range(0, fields.length).mapToObj(i -> "c" + i).toArray(String[]::new);
        Column[] columns = IntStream.range(0, fields.length)
                .mapToObj(i -> staysItself.apply(fields[i])
                        ? functions.col(names[i])
                        : functions.col(names[i]).cast(DataTypes.StringType))
                .toArray(Column[]::new);
        Iterator<Row> rows = answer.toDF(names).select(columns).toLocalIterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public T next() throws NoSuchElementException {
                return toRow.apply(rows.next());
            }
        };
    }

    private StructField[] fields() {
        return answer.schema().fields();
    }
}
