package io.souk;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.souk.bronze.Contract;
import io.souk.table.Layer;
import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {

    static final List<Table> ALL = Tables.ALL;

    /** Last words of names that are no plurals, and yet name a set of rows: masses, states, and figures of a trade. */
    private static final Set<String> ESTABLISHED = Set.of(
            "attribution",
            "funnel",
            "credit",
            "gmv",
            "growth",
            "log",
            "overlap",
            "population",
            "quarantine",
            "share",
            "spend",
            "switching");

    /** The names of columns are words of lower case letters and digits, joined by underscores. */
    private static final String PLAIN_NAME = "[a-z][a-z0-9]*(_[a-z0-9]+)*";

    @Test
    void everyTableDeclaredInAPublicConstantIsInTheList() throws IOException, IllegalAccessException {
        Set<String> declared = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.souk")) {
            for (JavaField field : type.getFields()) {
                if (!field.getModifiers().containsAll(Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC))) {
                    continue;
                }
                if (field.getRawType().isEquivalentTo(Table.class)) {
                    declared.add(((Table) valueOf(field)).qualifiedName());
                } else if (field.getRawType().isEquivalentTo(Contract.class)) {
                    declared.add(((Contract) valueOf(field)).table().qualifiedName());
                }
            }
        }
        assertThat(declared).hasSizeGreaterThanOrEqualTo(23);
        assertThat(ALL.stream().map(Table::qualifiedName))
                .as("io.souk.Tables lists every public constant that declares a table; add what is missing")
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void theListFollowsTheLayersFromBronzeToGold() {
        assertThat(ALL.stream().map(table -> table.layer().ordinal())).isSorted();
        assertThat(Stream.of(Layer.values()).flatMap(layer -> Tables.of(layer).stream()))
                .containsExactlyElementsOf(ALL);
    }

    @Test
    void noTwoTablesShareAName() {
        assertThat(ALL.stream().map(Table::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void aTableIsNamedByAPluralOrAnEstablishedNoun(Table table) {
        String lastWord = table.name().substring(table.name().lastIndexOf('_') + 1);
        assertThat(table.name()).matches(PLAIN_NAME);
        assertThat(lastWord)
                .as("last word of %s", table)
                .satisfiesAnyOf(
                        word -> assertThat(word).endsWith("s"),
                        word -> assertThat(ESTABLISHED).contains(word));
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void aTableHasAnOwnerAndAQuestion(Table table) {
        assertThat(table.owner()).as("owner of %s", table).isNotBlank();
        assertThat(table.question()).as("question of %s", table).isNotBlank().endsWith("?");
    }

    @Test
    void everyGoldTableHasAGrain() {
        assertThat(Tables.of(Layer.GOLD))
                .isNotEmpty()
                .allSatisfy(table ->
                        assertThat(table.grain()).as("grain of %s", table).isNotEmpty());
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void columnsHavePlainNamesOnceEachAndAMeaning(Table table) {
        assertThat(table.columns()).isNotEmpty();
        assertThat(table.columns().stream().map(TableColumn::name)).doesNotHaveDuplicates();
        assertThat(table.columns()).allSatisfy(column -> {
            assertThat(column.name()).as("a column of %s", table).matches(PLAIN_NAME);
            assertThat(column.meaning())
                    .as("meaning of %s.%s", table, column.name())
                    .isNotBlank();
        });
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void theColumnsOfTheGrainAreRequired(Table table) {
        assertThat(table.grain())
                .allSatisfy(column -> assertThat(column.isRequired())
                        .as("%s.%s is part of the grain", table, column.name())
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark", "duckdb", "trino", "postgresql"})
    void noNameIsAReservedWord(String engine) throws IOException {
        Set<String> reserved = reservedWords(engine);
        assertThat(reserved).hasSizeGreaterThan(50).contains("select", "table", "order");
        List<String> names = new ArrayList<>();
        for (Table table : ALL) {
            names.add(table.name());
            table.columns().forEach(column -> names.add(column.name()));
        }
        assertThat(names).as("names that %s reserves", engine).doesNotContainAnyElementsOf(reserved);
    }

    private static Object valueOf(JavaField field) throws IllegalAccessException {
        java.lang.reflect.Field reflected = field.reflect();
        return reflected.get(null);
    }

    /** The words of {@code reserved-words/ENGINE.txt}; lines that begin with # say where they are from. */
    private static Set<String> reservedWords(String engine) throws IOException {
        try (InputStream file = TablesTest.class.getResourceAsStream("/reserved-words/" + engine + ".txt")) {
            assertThat(file).as("reserved-words/%s.txt", engine).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
