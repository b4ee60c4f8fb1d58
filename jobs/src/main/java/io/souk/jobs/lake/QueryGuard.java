package io.souk.jobs.lake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Lets through plain queries over named datasets, and nothing else: a mapping comes from a file, and a question from
 * whoever may ask. Neither may read other files, write, run commands or call into the JVM; and a mapping must not give
 * another answer when it is run again. What is not known to be harmless is refused.
 */
final class QueryGuard {

    /** The parts of a query that can do no harm; whatever is not listed is refused. */
    private static final Set<String> HARMLESS = Set.of(
            "Project",
            "Filter",
            "Aggregate",
            "Join",
            "LateralJoin",
            "AsOfJoin",
            "Union",
            "Distinct",
            "Except",
            "Intersect",
            "Sort",
            "GlobalLimit",
            "LocalLimit",
            "Offset",
            "SubqueryAlias",
            "UnresolvedSubqueryColumnAliases",
            "UnresolvedWith",
            "WithWindowDefinition",
            "UnresolvedHaving",
            "Generate",
            "Pivot",
            "Unpivot",
            "UnresolvedInlineTable",
            "ResolvedInlineTable",
            "LocalRelation",
            "OneRowRelation",
            "UnresolvedRelation",
            "UnresolvedTableValuedFunction",
            "UnresolvedTVFAliases",
            "UnresolvedHint");

    /** What people may ask besides: which tables there are, and what columns they have. */
    private static final Set<String> ABOUT_TABLES = Set.of(
            "ShowTables",
            "ShowColumns",
            "DescribeRelation",
            "DescribeColumn",
            "UnresolvedTableOrView",
            "UnresolvedNamespace",
            "UnresolvedAttribute");

    private static final Set<String> TABLE_FUNCTIONS = Set.of(
            "explode",
            "explode_outer",
            "posexplode",
            "posexplode_outer",
            "inline",
            "inline_outer",
            "stack",
            "json_tuple",
            "range",
            "variant_explode",
            "variant_explode_outer");

    private static final Set<String> REFUSED_FUNCTIONS = Set.of(
            "reflect",
            "java_method",
            "try_reflect",
            "input_file_name",
            "input_file_block_start",
            "input_file_block_length",
            "from_avro",
            "from_protobuf",
            "ai_query");

    private static final Set<String> FAILING_FUNCTIONS = Set.of("raise_error", "assert_true");

    /** The classes that refused functions become, whatever name led to them. */
    private static final Set<String> REFUSED_EXPRESSIONS = Set.of(
            "CallMethodViaReflection",
            "InputFileName",
            "InputFileBlockStart",
            "InputFileBlockLength",
            "ScalaUDF",
            "HiveSimpleUDF",
            "HiveGenericUDF");

    private static final Set<String> CHANGING_FUNCTIONS = Set.of(
            "rand",
            "random",
            "randn",
            "randstr",
            "uniform",
            "uuid",
            "shuffle",
            "monotonically_increasing_id",
            "spark_partition_id",
            "now",
            "current_timestamp",
            "current_date",
            "current_time",
            "curdate",
            "localtimestamp",
            "current_user",
            "user",
            "session_user",
            "current_database",
            "current_schema",
            "current_catalog",
            "version");

    private static final Set<String> OF_THE_MOMENT =
            Set.of("CurrentDate", "CurrentTimestamp", "Now", "LocalTimestamp", "CurrentTime");

    /** Whose queries are checked. */
    enum Asker {
        MAPPING("a mapping", "A mapping is one select over its own inputs"),
        PERSON(
                "souk sql",
                "souk sql reads the published tables and does nothing else; --unrestricted lifts that for queries of your own");

        private final String name;
        private final String rule;

        Asker(String name, String rule) {
            this.name = name;
            this.rule = rule;
        }
    }

    private final SparkSession session;
    private final Asker asker;
    private final Set<String> allowed = new LinkedHashSet<>();

    QueryGuard(SparkSession session, Asker asker) {
        this.session = session;
        this.asker = asker;
    }

    void allow(String name) {
        allowed.add(name.toLowerCase(Locale.ROOT));
    }

    /** Checks a query and returns the allowed names that it reads. */
    List<String> check(String place, String query) {
        LogicalPlan plan;
        try {
            plan = ((org.apache.spark.sql.classic.SparkSession) session)
                    .sessionState()
                    .sqlParser()
                    .parsePlan(query);
        } catch (ParseException e) {
            throw new IllegalArgumentException("%s is no SQL: %s".formatted(place, firstLines(e.getMessage())), e);
        }
        List<TreeNode<?>> nodes = new ArrayList<>();
        collect(plan, nodes);
        Set<String> own = new LinkedHashSet<>();
        for (TreeNode<?> node : nodes) {
            if (node instanceof SubqueryAlias alias) {
                own.add(alias.identifier().name().toLowerCase(Locale.ROOT));
            }
        }
        Set<String> read = new LinkedHashSet<>();
        for (TreeNode<?> node : nodes) {
            if (node instanceof LogicalPlan && !isHarmless(node)) {
                throw refused(place, "contains %s, which is more than a query".formatted(node.nodeName()));
            }
            if (node.getClass().getSimpleName().contains("UnresolvedIdentifier")) {
                throw refused(place, "computes a name with IDENTIFIER(...). Write the name itself");
            }
            if (node instanceof UnresolvedTableOrView relation) {
                checkRelation(place, names(relation.multipartIdentifier()), own, read);
            } else if (node instanceof UnresolvedRelation relation) {
                checkRelation(place, names(relation.multipartIdentifier()), own, read);
            } else if (node instanceof UnresolvedTableValuedFunction function) {
                checkTableFunction(place, names(function.name()));
            } else if (node instanceof UnresolvedFunction function) {
                checkFunction(place, names(function.nameParts()));
            }
        }
        return List.copyOf(read);
    }

    private boolean isHarmless(TreeNode<?> node) {
        String name = node.getClass().getSimpleName().replace("$", "");
        return HARMLESS.contains(name) || asker == Asker.PERSON && ABOUT_TABLES.contains(name);
    }

    private void checkRelation(String place, List<String> name, Set<String> own, Set<String> read) {
        String whole = String.join(".", name).toLowerCase(Locale.ROOT);
        if (allowed.contains(whole)) {
            read.add(whole);
        } else if (name.size() > 1 || !own.contains(whole)) {
            throw refused(
                    place,
                    "reads %s, which is none of: %s".formatted(String.join(".", name), String.join(", ", allowed)));
        }
    }

    private void checkTableFunction(String place, List<String> name) {
        if (name.size() > 1 || !TABLE_FUNCTIONS.contains(name.get(0).toLowerCase(Locale.ROOT))) {
            throw refused(
                    place,
                    "calls the table function %s, which %s cannot use".formatted(String.join(".", name), asker.name));
        }
    }

    private void checkFunction(String place, List<String> name) {
        String simple = name.get(name.size() - 1).toLowerCase(Locale.ROOT);
        boolean isOfMapping = asker == Asker.MAPPING;
        if (isOfMapping && CHANGING_FUNCTIONS.contains(simple)) {
            throw changing(place, simple);
        }
        boolean isForeign = name.size() > 1
                && !name.get(name.size() - 2).toLowerCase(Locale.ROOT).equals("builtin");
        if (isForeign || REFUSED_FUNCTIONS.contains(simple) || (isOfMapping && FAILING_FUNCTIONS.contains(simple))) {
            throw refused(place, "calls %s, which %s cannot use".formatted(String.join(".", name), asker.name));
        }
    }

    /**
     * Checks a query whose names are resolved: {@code current_date} and its like are read as columns until then.
     *
     * @throws IllegalArgumentException where a part of it turns out to be more than a query over what is allowed, or gives
     *     a mapping another answer each time
     */
    void checkResolved(String place, LogicalPlan plan) {
        List<TreeNode<?>> nodes = new ArrayList<>();
        collect(plan, nodes);
        for (TreeNode<?> node : nodes) {
            if (node instanceof SubqueryAlias alias) {
                List<String> qualifier = names(alias.identifier().qualifier());
                if (!qualifier.isEmpty()) {
                    checkResolvedName(
                            place,
                            qualifier.get(qualifier.size() - 1) + "."
                                    + alias.identifier().name());
                }
            } else if (node instanceof View view) {
                TableIdentifier name = view.desc().identifier();
                checkResolvedName(
                        place, name.database().isDefined() ? name.database().get() + "." + name.table() : name.table());
            }
            if (node instanceof Expression expression) {
                if (REFUSED_EXPRESSIONS.contains(expression.getClass().getSimpleName())) {
                    throw refused(
                            place, "calls %s, which %s cannot use".formatted(expression.prettyName(), asker.name));
                }
                if (asker == Asker.MAPPING && (isOfTheMoment(expression) || isOfChance(expression))) {
                    throw changing(place, expression.prettyName());
                }
            }
        }
    }

    /** A name that a query gives to a part of itself may elsewhere in it mean a table or view of the session. */
    private void checkResolvedName(String place, String name) {
        if (!allowed.contains(name.toLowerCase(Locale.ROOT))) {
            throw refused(place, "reads %s, which is none of: %s".formatted(name, String.join(", ", allowed)));
        }
    }

    private static boolean isOfTheMoment(Expression expression) {
        return OF_THE_MOMENT.contains(expression.getClass().getSimpleName());
    }

    private static boolean isOfChance(Expression expression) {
        return !expression.deterministic()
                && CollectionConverters.asJava(expression.children()).stream().allMatch(Expression::deterministic);
    }

    private static void collect(TreeNode<?> node, List<TreeNode<?>> found) {
        found.add(node);
        if (node instanceof View) {
            // What an allowed name stands for is no part of the query.
            return;
        }
        CollectionConverters.asJava(node.children()).forEach(child -> collect((TreeNode<?>) child, found));
        if (node instanceof LogicalPlan plan) {
            CollectionConverters.asJava(plan.expressions()).forEach(expression -> collect(expression, found));
            CollectionConverters.asJava(plan.innerChildren()).forEach(inner -> collect(inner, found));
        } else if (node instanceof PlanExpression<?> subquery) {
            collect((TreeNode<?>) subquery.plan(), found);
        }
    }

    private static List<String> names(scala.collection.immutable.Seq<String> parts) {
        return CollectionConverters.asJava(parts);
    }

    private IllegalArgumentException changing(String place, String function) {
        return refused(
                place,
                "calls %s, which gives another answer each time. A batch that is read again must give the same rows"
                        .formatted(function));
    }

    private IllegalArgumentException refused(String place, String what) {
        return new IllegalArgumentException("%s %s. %s".formatted(place, what, asker.rule));
    }

    /** What an analysis error says, without the query plan that follows. */
    static String firstLines(String message) {
        int end = message.indexOf("\n\n");
        String shown = end < 0 ? message : message.substring(0, end);
        int plan = shown.indexOf(";\n'");
        return (plan < 0 ? shown : shown.substring(0, plan)).strip();
    }
}
