package io.souk.jobs.lake;

import io.souk.Tables;
import io.souk.table.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
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

    private final LakeFiles files;

    /** Given what is published and what is about to be, sees that it may be. */
    private final BiConsumer<Publication, Publication> guard;

    private Publications(LakeFiles files, BiConsumer<Publication, Publication> guard) {
        this.files = files;
        this.guard = guard;
    }

    /** Publications of versions that were published before, for those who need no Spark. */
    public Publications(LakeFiles files) {
        this(files, (before, next) -> {});
    }

    public Publications(Lake lake) {
        this(lake.files(), lake::requireHeld);
    }

    /** What readers see now; empty before the first run. */
    public Optional<Publication> latest() {
        List<String> names = files.list(FOLDER);
        return names.isEmpty() ? Optional.empty() : read(names.get(names.size() - 1));
    }

    /**
     * The newest publications, the newest first.
     *
     * @param most how many at most
     */
    public List<Publication> newest(int most) {
        List<String> names = new ArrayList<>(files.list(FOLDER));
        Collections.reverse(names);
        return names.stream().limit(most).flatMap(name -> read(name).stream()).toList();
    }

    /**
     * The newest publications, and those that were the newest after a moment: queries may still be reading them.
     *
     * @param most how many at most, but for the latter
     */
    public List<Publication> newestOrShownAfter(int most, Instant moment) {
        List<Publication> all = newest(Integer.MAX_VALUE);
        int kept = Math.min(most, all.size());
        // A publication is shown until the next one is, which begins to be made before that.
        while (kept < all.size() && all.get(kept - 1).publishedAt().isAfter(moment)) {
            kept++;
        }
        return all.subList(0, kept);
    }

    /**
     * The publication that a person means.
     *
     * @param id a run's id or a publication's number; of several publications of one run the newest
     */
    public Optional<Publication> named(String id) {
        if (id.matches("[0-9]{1,10}")) {
            return read(file(Long.parseLong(id)));
        }
        return newest(Integer.MAX_VALUE).stream()
                .filter(publication -> publication.runId().equals(id)
                        || Long.toString(publication.number()).equals(id))
                .findFirst();
    }

    private static String file(long number) {
        return "%010d.json".formatted(number);
    }

    private Optional<Publication> read(String name) {
        String path = FOLDER + "/" + name;
        return files.read(path).map(text -> Json.read(text, Publication.class, files.address(path)));
    }

    /** Whether a version of a table is in any publication so far. */
    boolean hasShown(Table table, long version) {
        return newest(Integer.MAX_VALUE).stream()
                .anyMatch(published ->
                        Long.valueOf(version).equals(published.versions().get(table.qualifiedName())));
    }

    /**
     * Makes tables visible, all in one step.
     *
     * @throws IllegalStateException where another run has published meanwhile; nothing is changed then
     */
    public void publish(Publication publication) {
        String path = FOLDER + "/" + file(publication.number());
        guard.accept(latest().orElse(null), publication);
        if (!files.createIfAbsent(path, Json.write(publication))) {
            throw new IllegalStateException(
                    "Another run has published number %d meanwhile. Nothing was changed; start this run again."
                            .formatted(publication.number()));
        }
    }

    /**
     * Opens what is published for reading.
     *
     * @param lake the lake of these publications
     * @throws IllegalStateException where nothing is
     */
    public static PublishedTables open(Lake lake) {
        return new Views(lake.session(), lake, new Publications(lake).require());
    }

    /**
     * What readers see now.
     *
     * @throws IllegalStateException where nothing is published
     */
    public Publication require() {
        return latest().orElseThrow(() -> new IllegalStateException(
                "Nothing is published in %s yet. Run for example: souk backfill --lake DIR".formatted(files.root())));
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
        public Optional<Dataset<Row>> rows(Table table) {
            return Optional.ofNullable(publication.versions().get(table.qualifiedName()))
                    .map(version -> lake.readVersion(table, version));
        }

        @Override
        public Dataset<Row> sql(String query) {
            makeViews(query);
            return session.sql(query);
        }

        @Override
        public Dataset<Row> ask(String question) {
            QueryGuard guard = new QueryGuard(session, QueryGuard.Asker.PERSON);
            publication.versions().keySet().forEach(guard::allow);
            guard.check("The query", question);
            Dataset<Row> answer = sql(question);
            guard.checkResolved("The query", answer.queryExecution().analyzed());
            return answer;
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

        private synchronized void makeView(String table) {
            if (made.add(table)) {
                session.sql("create database if not exists " + table.substring(0, table.indexOf('.')));
                session.sql("create or replace view %s as %s"
                        .formatted(
                                table, body(lake, table, publication.versions().get(table))));
            }
        }

        @Override
        public List<String> files(String table) {
            Long version = publication.versions().get(table);
            return declared(table)
                    .map(declared -> lake.files(declared, version))
                    .orElseThrow(() -> new IllegalArgumentException("%s is not a table of Souk".formatted(table)));
        }

        private static String body(Lake lake, String table, long version) {
            if (version >= 0) {
                return "select * from delta.`%s` version as of %d"
                        .formatted(lake.files().address(table.replace('.', '/')), version);
            }
            // Nothing was ever written to the table: its columns, and no rows.
            return declared(table).stream()
                    .flatMap(declared -> declared.columns().stream())
                    .map(column ->
                            "cast(null as %s) as %s".formatted(column.type().sql(), column.name()))
                    .collect(Collectors.joining(", ", "select ", " where false"));
        }

        private static Optional<Table> declared(String name) {
            return Tables.ALL.stream()
                    .filter(table -> table.qualifiedName().equals(name))
                    .findFirst();
        }

        @Override
        public Publication publication() {
            return publication;
        }
    }
}
