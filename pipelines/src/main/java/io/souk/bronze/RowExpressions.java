package io.souk.bronze;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InterpretedMutableProjection;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Spark expressions computed for one row at a time, as they stand: no code is generated for them. */
final class RowExpressions implements Serializable {

    private final Seq<Expression> expressions;
    private final Seq<Attribute> input;
    private transient InterpretedMutableProjection projection;

    private RowExpressions(Seq<Expression> expressions, Seq<Attribute> input) {
        this.expressions = expressions;
        this.input = input;
    }

    /** Expressions over the columns of {@code rows}, of which nothing but the schema is used. */
    static RowExpressions of(Dataset<Row> rows, Column... columns) {
        Project project = (Project)
                ReplaceExpressions.apply(rows.select(columns).queryExecution().analyzed());
        List<Expression> expressions = new ArrayList<>();
        CollectionConverters.asJava(project.projectList()).forEach(named -> expressions.add((Expression) named));
        return new RowExpressions(
                CollectionConverters.asScala(expressions).toList(),
                project.child().output());
    }

    /** What the expressions yield for a row; valid until the next one. */
    InternalRow of(InternalRow row) {
        if (projection == null) {
            projection = new InterpretedMutableProjection(expressions, input);
        }
        return projection.apply(row);
    }
}
