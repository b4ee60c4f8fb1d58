package io.souk.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.souk.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TablePageTest {

    private static final String COMMAND = "mvn -pl pipelines test -Dtest=TablePageTest -Dsouk.docs.write=true";

    private static final Path PAGES = Path.of(System.getProperty("basedir", "."))
            .toAbsolutePath()
            .resolve("../docs/tables")
            .normalize();

    @Test
    void aPageShowsTheWholeDeclaration() {
        Table table = Table.gold("stalls")
                .owner("sales")
                .question("How many stalls are open?")
                .grain(TableColumn.date("business_date", "Day"))
                .columns(
                        TableColumn.count("open_stalls", "stalls", "Stalls that sold something"),
                        TableColumn.money("rent", "Rent | paid").optional());

        assertThat(TablePage.fileName(table)).isEqualTo("stalls.md");
        assertThat(TablePage.markdown(table)).isEqualTo("""
                # gold.stalls

                How many stalls are open?

                | | |
                |---|---|
                | layer | gold: Answers: the tables that analysts query |
                | owner | sales |
                | grain | `business_date` |

                | column | type | unit | meaning | required |
                |---|---|---|---|---|
                | `business_date` | `date` | date | Day | yes |
                | `open_stalls` | `bigint` | stalls | Stalls that sold something | yes |
                | `rent` | `decimal(28,2)` | reporting currency | Rent \\| paid | no |

                *Made from the declaration in the code: change it there.*
                """);
    }

    @Test
    void wordsOfADeclarationStayInTheirCell() {
        Table table = Table.bronze("stalls")
                .owner("data")
                .question("Which?")
                .columns(TableColumn.text("note", "a|b\nc *d* <script> e_f [g] `h` \\"));

        assertThat(TablePage.markdown(table))
                .contains("| `note` | `string` |  | a\\|b c \\*d\\* &lt;script> e_f \\[g] \\`h\\` \\\\ | yes |\n")
                .contains("| grain | none: a fact may have several rows |");
    }

    @Test
    void theIndexLinksEveryTableUnderItsLayer() {
        String index = TablePage.index(Tables.ALL);

        assertThat(Tables.ALL)
                .allSatisfy(table -> assertThat(index)
                        .containsOnlyOnce("| [%s](%s) | ".formatted(table.qualifiedName(), TablePage.fileName(table))));
        assertThat(index).containsSubsequence("## bronze", "bronze.order_events", "## gold", "gold.gmv");
    }

    @Test
    void theCommittedPagesAreThoseOfTheDeclarations() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        pages.put("README.md", TablePage.index(Tables.ALL));
        Tables.ALL.forEach(table -> pages.put(TablePage.fileName(table), TablePage.markdown(table)));
        if (Boolean.getBoolean("souk.docs.write")) {
            write(pages);
        }

        for (String file : pages.keySet()) {
            Path page = PAGES.resolve(file);
            if (!Files.exists(page)) {
                fail("docs/tables/%s is missing. Write it: %s".formatted(file, COMMAND));
            }
            assertThat(Files.readString(page))
                    .as("docs/tables/%s is older than the declaration. Write it again: %s", file, COMMAND)
                    .isEqualTo(pages.get(file));
        }
        assertThat(committed())
                .as("docs/tables has pages of tables that are not declared. Delete them by: %s", COMMAND)
                .isSubsetOf(pages.keySet());
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(PAGES);
        for (String file : committed()) {
            if (!pages.containsKey(file)) {
                Files.delete(PAGES.resolve(file));
            }
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
        }
    }

    private static TreeSet<String> committed() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            TreeSet<String> names = new TreeSet<>();
            files.map(file -> file.getFileName().toString()).forEach(names::add);
            return names;
        }
    }
}
