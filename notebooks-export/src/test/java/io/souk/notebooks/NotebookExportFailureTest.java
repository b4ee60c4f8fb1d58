package io.souk.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export says where it cannot be made. */
class NotebookExportFailureTest {

    @TempDir
    Path temporary;

    private GoldFolder folder;

    @BeforeEach
    void writeExtracts() throws IOException, SQLException {
        folder = GoldFolder.write(temporary.resolve("extracts"));
    }

    @Test
    void aTableThatIsNotExportedIsNamed() {
        List<ExtractedTable> tables = new ArrayList<>(folder.tables());
        tables.removeIf(table -> table.name().equals("gmv"));

        assertThatThrownBy(() -> NotebookExport.write(folder.path(), tables, folder.info()))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("lacks the tables gmv")
                .hasMessageContaining("Export every published gold table");
    }

    @Test
    void aTableWithoutParquetFilesIsNamed() throws IOException {
        Files.delete(folder.path().resolve("parquet/gmv/part-00000.parquet"));

        assertThatThrownBy(this::export)
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("has no files parquet/gmv/*.parquet")
                .hasMessageContaining("Write them first");
    }

    @Test
    void aFolderThatIsNotThereHasNoFiles() {
        assertThatThrownBy(() -> NotebookExport.write(temporary.resolve("nowhere"), folder.tables(), folder.info()))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("nowhere has no files parquet/active_buyers/*.parquet, parquet/buyer_growth");
    }

    @Test
    void aFileThatIsNoParquetIsNamed() throws IOException {
        Files.writeString(folder.path().resolve("parquet/gmv/part-00000.parquet"), "not Parquet");

        assertThatThrownBy(this::export)
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("DuckDB cannot read the files parquet/gmv/*.parquet");
    }

    @Test
    void aDeclaredColumnThatTheFilesLackIsNamed() throws IOException, SQLException {
        folder = GoldFolder.write(temporary.resolve("lacking"));
        List<ExtractedTable> tables = new ArrayList<>(folder.tables());
        folder.put("gmv", "What was sold?", "business_date date, platform varchar", "");

        assertThatThrownBy(() -> NotebookExport.write(folder.path(), tables, folder.info()))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("parquet/gmv/*.parquet")
                .hasMessageContaining("lack the columns cancelled, category");
    }

    @Test
    void rowsOfAnEarlierExportAreNoticed() throws IOException {
        Path gmv = folder.path().resolve("parquet/gmv");
        Files.copy(gmv.resolve("part-00000.parquet"), gmv.resolve("part-00001.parquet"));

        assertThatThrownBy(this::export)
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("gmv (published: 3, in the files: 6)")
                .hasMessageContaining("Export into an empty folder");
    }

    @Test
    void aCellThatDuckDbCannotRunIsNamedWithItsSql() throws IOException, SQLException {
        folder = GoldFolder.write(temporary.resolve("other"));
        folder.tables().removeIf(table -> table.name().equals("market_share"));
        folder.put("market_share", "Who leads?", "business_date date, window_length varchar, platform varchar", "");

        assertThatThrownBy(this::export)
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("DuckDB cannot run the cell 'market-share'")
                .hasMessageContaining("rank_by_gmv")
                .hasMessageContaining("from 'parquet/market_share/*.parquet'");
    }

    @Test
    void aFailedExportLeavesNoManifest() throws IOException {
        export();
        Files.delete(folder.path().resolve("parquet/gmv/part-00000.parquet"));

        assertThatThrownBy(this::export).isInstanceOf(ExportException.class);
        assertThat(folder.path().resolve("manifest.json")).doesNotExist();
    }

    @Test
    void aNameThatIsNoPlainWordIsRefused() {
        assertThatThrownBy(() -> new ExtractedTable("gmv'; drop", "?", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'gmv'; drop' is no name of a table or column");
    }

    private void export() {
        NotebookExport.write(folder.path(), folder.tables(), folder.info());
    }
}
