package io.souk.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {

    private static final String ROOT = "io.souk";
    private static final String OFFENDING = "io.souk.architecture.offending";

    private static final JavaClasses MAIN_CODE = new ClassFileImporter()
            .withImportOption(ArchitectureTest::isMainCode)
            .importPackages(ROOT);
    private static final JavaClasses OFFENDING_CODE = new ClassFileImporter().importPackages(OFFENDING);

    @ParameterizedTest
    @EnumSource
    void theCodeKeepsEveryRule(Rule rule) {
        rule.below(ROOT).check(MAIN_CODE);
    }

    @ParameterizedTest
    @EnumSource
    void aRuleCatchesThoseThatBreakIt(Rule rule) {
        EvaluationResult result = rule.below(OFFENDING).evaluate(OFFENDING_CODE);

        assertThat(result.hasViolation()).as("%s finds its offenders", rule).isTrue();
        assertThat(rule.offenders())
                .isNotEmpty()
                .allSatisfy(offender -> assertThat(reportsOf(result))
                        .as("what %s reports", rule)
                        .anySatisfy(line -> assertThat(line).contains(OFFENDING + "." + offender)));
    }

    @ParameterizedTest
    @EnumSource
    void aRuleLeavesAloneThoseThatKeepIt(Rule rule) {
        EvaluationResult result = rule.below(OFFENDING).evaluate(OFFENDING_CODE);

        List<String> allowed =
                List.of("jobs.Main", "jobs.lake.OpensASession", "gold.activity.KnowsKeys", "table.InternalRows");
        assertThat(reportsOf(result))
                .noneSatisfy(line -> assertThat(allowed)
                        .anySatisfy(name -> assertThat(line).contains("<" + OFFENDING + "." + name)));
    }

    @Test
    void everyOffendingClassIsCaughtByARule() {
        Stream<String> accused = Arrays.stream(Rule.values())
                .flatMap(rule -> rule.offenders().stream())
                .map(name -> OFFENDING + "." + name);
        List<String> innocent = List.of(
                "jobs.Main",
                "jobs.Job",
                "jobs.lake.OpensASession",
                "gold.Keys",
                "gold.activity.KnowsKeys",
                "gold.sales.Sales",
                "silver.Orders",
                "table.InternalRows",
                "table.Table");

        assertThat(OFFENDING_CODE.stream().map(JavaClass::getName))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(accused, innocent.stream().map(name -> OFFENDING + "." + name))
                                .toList());
    }

    @Test
    void theMainCodeOfAllModulesIsLookedAt() {
        assertThat(MAIN_CODE.stream().map(JavaClass::getName))
                .contains("io.souk.jobs.Main", "io.souk.gold.sales.Gmv", "io.souk.notebooks.NotebookExport")
                .noneMatch(name -> name.endsWith("Test") || name.startsWith("io.souk.architecture"));
    }

    private static List<String> reportsOf(EvaluationResult result) {
        return result.getFailureReport().getDetails();
    }

    /** Classes of the modules themselves, whether Maven hands them over as folders or as jars, and none of their tests. */
    private static boolean isMainCode(Location location) {
        return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
}
