package io.souk.jobs.plan;

import io.souk.jobs.lake.Publication.AuditResult;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of a run contradict a law: nothing was published. */
public final class AuditFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<AuditResult> failed;

    public AuditFailedException(List<AuditResult> failed) {
        super(
                "Nothing was published, what was published before stays. %d audits failed:%n%s%nFind the rows with the detail above; a source that breaks a law is mended in its mapping."
                        .formatted(
                                failed.size(),
                                failed.stream()
                                        .map(audit -> "  %s: %s Found: %s"
                                                .formatted(audit.name(), audit.sentence(), audit.detail()))
                                        .collect(Collectors.joining(System.lineSeparator()))));
        this.failed = List.copyOf(failed);
    }

    /** The laws that did not hold. */
    public List<AuditResult> failed() {
        return failed;
    }
}
