package io.souk.jobs.lake;

import io.souk.Tables;
import java.util.List;
import java.util.Optional;
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

    /** The number that the next publication takes. */
    public long nextNumber() {
        return latest().map(publication -> publication.number() + 1).orElse(1L);
    }

    /**
     * Makes tables visible, all in one step.
     *
     * @throws IllegalStateException where another run has published meanwhile; nothing is changed then
     */
    public void publish(Publication publication) {
        String path = "%s/%010d.json".formatted(FOLDER, publication.number());
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
                        .formatted(lake.files().address(""))));
        return new Views(lake.session(), lake, publication);
    }

    /** Each published table as a view of its version, under its own name. */
    private static final class Views implements PublishedTables {

        private final SparkSession session;
        private final Publication publication;

        Views(SparkSession session, Lake lake, Publication publication) {
            this.session = session;
            this.publication = publication;
            publication.versions().forEach((table, version) -> {
                String layer = table.substring(0, table.indexOf('.'));
                session.sql("create database if not exists " + layer);
                session.sql("create or replace view %s as %s".formatted(table, body(lake, table, version)));
            });
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
        public Dataset<Row> sql(String query) {
            return session.sql(query);
        }

        @Override
        public Publication publication() {
            return publication;
        }
    }
}
