package io.souk.jobs.commands;

import io.souk.jobs.lake.LakeBusyException;
import io.souk.jobs.plan.AuditFailedException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.logging.log4j.LogManager;
import picocli.CommandLine.ParameterException;

/** How a failure leaves the program: a message that a person can act on, and an exit code that a scheduler can. */
public final class Failure {

    /** What is wrong with the input or the world. */
    static final int OTHER = 1;

    /** The command line or configuration is wrong. */
    static final int USAGE = 2;

    /** A law does not hold; nothing was published. */
    static final int AUDIT_FAILED = 3;

    /** Another run holds the lake. */
    static final int LAKE_BUSY = 4;

    /** What operating systems say; Hadoop and Spark wrap it in texts of their own. */
    private static final String DISK_FULL = "No space left on device";

    /** What Spark says to whoever goes on when its cluster has given it up. */
    private static final String STOPPED = "Cannot call methods on a stopped SparkContext";

    private Failure() {}

    public static int exitCode(Throwable failure) {
        if (failure instanceof AuditFailedException) {
            return AUDIT_FAILED;
        }
        if (failure instanceof LakeBusyException) {
            return LAKE_BUSY;
        }
        return failure instanceof IllegalArgumentException || failure instanceof ParameterException ? USAGE : OTHER;
    }

    /** Says what happened; where the message is not one of ours, the log has the whole story. */
    public static void print(Throwable failure, Environment environment) {
        PrintStream messages = environment.messages();
        LogManager.getLogger(Failure.class)
                .info("The command failed: {}", environment.secrets().hidden(story(failure)));
        messages.println("souk: " + message(failure));
        boolean isOurs = failure.getClass().getName().startsWith("io.souk")
                || failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException;
        if (!isOurs) {
            messages.println("souk: the log file has the details (SOUK_LOG names it; by default logs/souk.log)");
        }
        messages.flush();
    }

    private static String story(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    static String message(Throwable failure) {
        String story = story(failure);
        if (story.contains(DISK_FULL)) {
            return ("A disk is full: that of the lake, or that of Spark's scratch files (SPARK_LOCAL_DIRS, else %s)."
                            + " Make room and start this again; what was published stays as it was")
                    .formatted(System.getProperty("java.io.tmpdir"));
        }
        if (story.contains(OutOfMemoryError.class.getName())) {
            return "The heap is full. Start this again with a larger one (SOUK_HEAP=6g, say); what was published stays as it was";
        }
        if (story.contains(STOPPED)) {
            return "The cluster has ended Spark: it started no executor, or kept none. The logs of its master and workers say why. Start this again when it is well; what was published stays as it was";
        }
        String text = failure.getMessage();
        if (text == null || text.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return text.strip();
    }
}
