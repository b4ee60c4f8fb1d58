package io.souk.jobs.lake;

import io.souk.Tables;
import io.souk.table.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The pointer "published = these versions of these tables". A publication is one small file, created whole and never
 * changed; the newest one holds.
 */
public final class Publications {

    private static final String FOLDER = "_publications";

    private final Lake lake;

    public Publications(Lake lake) {
        this.lake = lake;
    }

    /** What readers see now; empty before the first run. */
    public Optional<Publication> latest() {
        List<String> names = lake.files().list(FOLDER);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String path = FOLDER + "/" + names.get(names.size() - 1);
        return lake.files()
                .read(path)
                .map(text -> Json.read(text, Publication.class, lake.files().address(path)));
    }

    /** Whether a version of a table is in any publication so far. */
    boolean hasShown(Table table, long version) {
        return lake.files().list(FOLDER).stream()
                .map(name -> FOLDER + "/" + name)
                .flatMap(path -> lake.files().read(path).stream()
                        .map(text ->
                                Json.read(text, Publication.class, lake.files().address(path))))
                .anyMatch(published ->
                        Long.valueOf(version).equals(published.versions().get(table.qualifiedName())));
    }

    /**
     * Makes tables visible, all in one step.
     *
     * @throws IllegalStateException where another run has published meanwhile; nothing is changed then
     */
    public void publish(Publication publication) {
        String path = "%s/%010d.json".formatted(FOLDER, publication.number());
        lake.requireHeld(latest().orElse(null), publication);
        if (!lake.files().createIfAbsent(path, Json.write(publication))) {
            throw new IllegalStateException(
                    "Another run has published number %d meanwhile. Nothing was changed; start this run again."
                            .formatted(publication.number()));
        }
    }

    /**
     * Opens what is published for reading.
     *
     * @throws IllegalStateException where nothing is
     */
    public PublishedTables open() {
        Publication publication = latest().orElseThrow(() ->
                new IllegalStateException("Nothing is published in %s yet. Run for example: souk backfill --lake DIR"
                        .formatted(lake.files().root())));
        return new Views(lake.session(), lake, publication);
    }

    /** Each published table as a view of its version, under its own name: made when a query first speaks of it. */
    private static final class Views implements PublishedTables {

        private final SparkSession session;
        private final Lake lake;
        private final Publication publication;
        private final Set<String> made = new HashSet<>();

        Views(SparkSession session, Lake lake, Publication publication) {
            this.session = session;
            this.lake = lake;
            this.publication = publication;
        }

        @Override
        public Dataset<Row> sql(String query) {
            makeViews(query);
            return session.sql(query);
        }

        /** Opening a table costs far more than reading a few of its rows: only those are opened that a query may name. */
        private void makeViews(String query) {
            String text = query.toLowerCase(Locale.ROOT);
            Set<String> named = publication.versions().keySet().stream()
                    .filter(table -> text.contains(table.substring(table.indexOf('.') + 1)))
                    .collect(Collectors.toSet());
            // "show tables in gold" names none and means all.
            (named.isEmpty() ? publication.versions().keySet() : named).forEach(this::makeView);
        }

        private void makeView(String table) {
            if (made.add(table)) {
                session.sql("create database if not exists " + table.substring(0, table.indexOf('.')));
                session.sql("create or replace view %s as %s"
                        .formatted(
                                table, body(lake, table, publication.versions().get(table))));
            }
        }

        @Override
        public List<String> files(String table) {
            return List.of(sql("select * from " + table).inputFiles());
        }

        private static String body(Lake lake, String table, long version) {
            if (version >= 0) {
                return "select * from delta.`%s` version as of %d"
                        .formatted(lake.files().address(table.replace('.', '/')), version);
            }
            // Nothing was ever written to the table: its columns, and no rows.
            return Tables.ALL.stream()
                    .filter(declared -> declared.qualifiedName().equals(table))
                    .flatMap(declared -> declared.columns().stream())
                    .map(column ->
                            "cast(null as %s) as %s".formatted(column.type().sql(), column.name()))
                    .collect(Collectors.joining(", ", "select ", " where false"));
        }

        @Override
        public Publication publication() {
            return publication;
        }
    }
}
