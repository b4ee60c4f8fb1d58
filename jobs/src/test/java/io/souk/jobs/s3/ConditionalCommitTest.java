package io.souk.jobs.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.jobs.lake.S3LogStore;
import io.souk.jobs.trial.FaultyNetwork;
import io.souk.jobs.trial.FaultyNetwork.Fault;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("s3")
@Tag("short")
class ConditionalCommitTest {

    private static final int VERSIONS = 100 * Integer.getInteger("s3.rounds", 2);

    @TempDir
    java.nio.file.Path folder;

    @Test
    void ofTwoProcessesThatCommitTheSameVersionsOneGetsEach() throws IOException {
        String log = S3Fixture.bucket() + "/table/_delta_log";
        String endpoint = S3Fixture.server().endpoint();
        Jvm ann = racer(endpoint, log, "ann");
        Jvm bob = racer(endpoint, log, "bob");

        assertThat(ann.await()).as(ann.printed()).isZero();
        assertThat(bob.await()).as(bob.printed()).isZero();
        Set<Integer> ofAnn = won(ann);
        Set<Integer> ofBob = won(bob);
        assertThat(ofAnn).as("versions that both got").noneMatch(ofBob::contains);
        assertThat(ofAnn.size() + ofBob.size()).isEqualTo(VERSIONS);
        Configuration hadoop = S3Fixture.hadoop(endpoint);
        S3LogStore store = new S3LogStore(hadoop);
        for (int version = 0; version < VERSIONS; version++) {
            try (var lines = store.read(new Path(log, "%020d.json".formatted(version)), hadoop)) {
                assertThat(lines.next()).isEqualTo((ofAnn.contains(version) ? "ann " : "bob ") + version);
            }
        }
    }

    @Test
    void aReplyThatIsLostAfterTheWriteIsNoConflict() throws IOException {
        Path version = new Path(S3Fixture.bucket() + "/table/_delta_log/00000000000000000000.json");
        AtomicInteger writes = new AtomicInteger();
        try (FaultyNetwork network = FaultyNetwork.before(
                S3Fixture.server().endpoint(),
                head -> head.startsWith("put ") && head.contains("if-none-match") && writes.incrementAndGet() == 1
                        ? Optional.of(Fault.LOST_REPLY)
                        : Optional.empty())) {
            Configuration hadoop = S3Fixture.hadoop(network.endpoint());
            hadoop.setBoolean("fs.s3a.impl.disable.cache", true);
            S3LogStore store = new S3LogStore(hadoop);

            store.write(version, List.of("mine").iterator(), false, hadoop);

            assertThat(network.count(Fault.LOST_REPLY)).isEqualTo(1);
            assertThatThrownBy(() -> store.write(version, List.of("another's").iterator(), false, hadoop))
                    .isInstanceOf(FileAlreadyExistsException.class);
            try (var lines = store.read(version, hadoop)) {
                assertThat(lines.next()).isEqualTo("mine");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aCommitIsThereOnceWhateverHappensToItsFirstRequest(Fault fault) throws IOException {
        Path version = new Path(S3Fixture.bucket() + "/table/_delta_log/00000000000000000000.json");
        AtomicInteger writes = new AtomicInteger();
        try (FaultyNetwork network = FaultyNetwork.before(
                S3Fixture.server().endpoint(),
                head -> head.startsWith("put ") && writes.incrementAndGet() == 1
                        ? Optional.of(fault)
                        : Optional.empty())) {
            Configuration hadoop = S3Fixture.hadoop(network.endpoint());
            hadoop.setBoolean("fs.s3a.impl.disable.cache", true);
            S3LogStore store = new S3LogStore(hadoop);

            store.write(version, List.of("mine").iterator(), false, hadoop);

            assertThat(network.count(fault)).isEqualTo(1);
            assertThat(writes.get()).isEqualTo(fault == Fault.SLOW ? 1 : 2);
            try (var lines = store.read(version, hadoop)) {
                assertThat(lines.next()).isEqualTo("mine");
            }
        }
    }

    private Jvm racer(String endpoint, String log, String name) {
        return Jvm.start(
                Racer.class,
                S3Fixture.environment(),
                folder.resolve(name + ".log"),
                endpoint,
                log,
                name,
                String.valueOf(VERSIONS));
    }

    private static Set<Integer> won(Jvm racer) {
        return racer.printed()
                .lines()
                .filter(line -> line.startsWith("won "))
                .map(line -> Integer.valueOf(line.substring(4)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
