package io.souk.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Who may know whom. Each rule speaks of the packages below a root, so that it can be tried on {@code io.souk} and on
 * classes that break it; {@link #offenders} names those.
 */
enum Rule {
    PIPELINES_KNOW_NO_JOBS(
            root -> noClasses()
                    .that(areOfPipelines(root))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(root + ".jobs..", root + ".notebooks..")
                    .because("jobs know the pipelines, never the other way round"),
            "table.KnowsJobs"),

    PIPELINES_TOUCH_NO_FILES(
            root -> noClasses()
                    .that(areOfPipelines(root))
                    .should()
                    .dependOnClassesThat(areNamed("java\\.nio\\.(file|channels)\\..*|java\\.io\\.(Random.*|File.*)"))
                    .because("pipelines never read and never write"),
            "table.OpensAFile"),

    NOTEBOOKS_KNOW_FILES_AND_DUCKDB_ONLY(
            root -> noClasses()
                    .that()
                    .resideInAPackage(root + ".notebooks..")
                    .should()
                    .dependOnClassesThat(areNamed("org\\.apache\\.spark\\..*|io\\.delta\\..*")
                            .or(areOfPipelines(root))
                            .or(resideInAnyPackage(root + ".jobs..")))
                    .because("a notebook is made from plain extracts alone"),
            "notebooks.KnowsSpark",
            "notebooks.KnowsTables"),

    BRONZE_KNOWS_NEITHER_SILVER_NOR_GOLD(
            root -> noClasses()
                    .that()
                    .resideInAPackage(root + ".bronze..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(root + ".silver..", root + ".gold.."),
            "bronze.KnowsSilver"),

    SILVER_KNOWS_NO_GOLD(
            root -> noClasses()
                    .that()
                    .resideInAPackage(root + ".silver..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(root + ".gold.."),
            "silver.KnowsGold"),

    GOLD_PACKAGES_DO_NOT_KNOW_EACH_OTHER(
            root -> slices().matching(root + ".gold.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .because("what two of them need becomes a silver table"),
            "gold.activity.KnowsSales"),

    TIMELINE_AND_MATH_KNOW_NO_SPARK(
            root -> noClasses()
                    .that()
                    .resideInAnyPackage(root + ".timeline..", root + ".math..")
                    .should()
                    .dependOnClassesThat(areNamed("org\\.apache\\.spark\\..*|io\\.delta\\..*"))
                    .because("folds and mathematics are plain Java with tests of their own"),
            "timeline.KnowsSpark",
            "math.KnowsSpark"),

    ATTRIBUTION_OF_FILES_KNOWS_NO_SPARK(
            root -> noClasses()
                    .that()
                    .resideInAPackage(root + ".jobs.attribute..")
                    .should()
                    .dependOnClassesThat(areNamed("org\\.apache\\.spark\\..*|io\\.delta\\..*"))
                    .because("a file of paths is answered in seconds, without a session"),
            "jobs.attribute.KnowsSpark"),

    /** Pipelines may turn an RDD of theirs into rows again: that neither opens a session, nor reads, nor writes. */
    SESSIONS_READS_AND_WRITES_STAY_IN_THE_LAKE(
            root -> classes()
                    .that()
                    .resideOutsideOfPackage(root + ".jobs.lake..")
                    .should(openNoSessionAndNeitherReadNorWrite(root + ".table.InternalRows"))
                    .because("one package opens sessions, reads and writes"),
            "jobs.report.OpensASession",
            "jobs.report.MakesRows",
            "jobs.report.ReadsATable",
            "jobs.report.WritesATable",
            "jobs.report.KnowsDelta",
            "silver.MakesRows",
            "silver.OpensASession"),

    CLOCK_ENVIRONMENT_AND_EXIT_CODES_STAY_IN_MAIN(
            root -> noClasses()
                    .that(areOutsideOfMain(root))
                    .should()
                    .accessTargetWhere(readsClockOrEnvironmentOrExits())
                    .orShould()
                    .dependOnClassesThat(areNamed("java\\.time\\.(Clock|InstantSource)(\\$.*)?"))
                    .because("everywhere else time is an argument, and a failure is an exception"),
            "jobs.report.ReadsTheClock",
            "jobs.report.KnowsAClock",
            "jobs.report.RefersToTheClock",
            "jobs.report.ReadsTheEnvironment",
            "jobs.report.Exits"),

    NO_CLASS_IS_A_UTIL_HELPER_OR_MANAGER(
            root -> noClasses()
                    .should()
                    .haveNameMatching("(?i).*(util|helper|manager).*")
                    .because("a name says what a class is for"),
            "table.RowUtils",
            "table.RowHelper",
            "table.RowManager"),

    PACKAGES_OF_PIPELINES_HAVE_NO_CYCLES(
            root -> slices().matching(root + ".(**)")
                    .that(DescribedPredicate.describe(
                            "are of pipelines", slice -> slice.stream().allMatch(areOfPipelines(root))))
                    .should()
                    .beFreeOfCycles(),
            "money.KnowsTime",
            "time.KnowsMoney");

    private static final Set<String> IN_MAIN_ALONE = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.getenv",
            "java.lang.System.exit",
            "java.lang.Runtime.exit",
            "java.lang.Runtime.halt");

    private static final DescribedPredicate<JavaClass> OPEN_READ_OR_WRITE =
            areNamed("io\\.delta\\..*|org\\.apache\\.spark\\.sql\\.(\\w+\\.)*(SparkSession|DataFrameReader"
                    + "|DataFrameWriter(V2)?|DataStreamReader|DataStreamWriter|MergeIntoWriter)\\b.*");
    private static final String ROWS_FROM_AN_RDD = "calls method <org.apache.spark.sql.classic.SparkSession.internal";

    private final Function<String, ArchRule> ruleBelow;
    private final List<String> offenders;

    Rule(Function<String, ArchRule> ruleBelow, String... offenders) {
        this.ruleBelow = ruleBelow;
        this.offenders = List.of(offenders);
    }

    /** The rule for the packages below {@code root}; it holds where there are none of which it speaks. */
    ArchRule below(String root) {
        return ruleBelow.apply(root).allowEmptyShould(true);
    }

    /** Names, below the root of the offending classes, of those that break this rule. */
    List<String> offenders() {
        return offenders;
    }

    private static ArchCondition<JavaClass> openNoSessionAndNeitherReadNorWrite(String comesBackFromAnRdd) {
        return new ArchCondition<>("open no session, and neither read nor write") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    boolean isAllowed = type.getName().equals(comesBackFromAnRdd)
                            && dependency.getDescription().contains(ROWS_FROM_AN_RDD);
                    if (OPEN_READ_OR_WRITE.test(dependency.getTargetClass()) && !isAllowed) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static DescribedPredicate<JavaClass> areOfPipelines(String root) {
        return resideInAnyPackage(root + "..")
                .and(DescribedPredicate.not(resideInAnyPackage(root + ".jobs..", root + ".notebooks..")))
                .as("are of pipelines");
    }

    private static DescribedPredicate<JavaClass> areOutsideOfMain(String root) {
        // The benchmark and the trials are programs of their own.
        List<String> mains = List.of(root + ".jobs.Main", root + ".jobs.bench.Main", root + ".jobs.trial.Main");
        return DescribedPredicate.describe(
                "are not part of a Main",
                type -> mains.stream()
                        .noneMatch(main ->
                                type.getName().equals(main) || type.getName().startsWith(main + "$")));
    }

    private static DescribedPredicate<JavaClass> areNamed(String pattern) {
        return DescribedPredicate.describe(
                "are named " + pattern, type -> type.getName().matches(pattern));
    }

    private static DescribedPredicate<JavaAccess<?>> readsClockOrEnvironmentOrExits() {
        return DescribedPredicate.describe("clock, environment or exit", access -> {
            String owner = access.getTargetOwner().getName();
            String target = owner + "." + access.getName();
            boolean isNow = owner.startsWith("java.time.") && access.getName().equals("now");
            return isNow || IN_MAIN_ALONE.contains(target);
        });
    }
}
