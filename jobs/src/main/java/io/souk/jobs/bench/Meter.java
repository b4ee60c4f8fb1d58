package io.souk.jobs.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Measures time and memory of one run. Garbage of the run before is collected first. */
final class Meter {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path PEAK_RESET = Path.of("/proc/self/clear_refs");
    private static final String PEAK = "VmHWM:";
    private static final double NANOSECONDS = 1e9;
    private static final long KIBIBYTE = 1024;

    private Meter() {}

    static Measurement measure(Runnable work) {
        System.gc();
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        boolean isReset = resetProcessPeak();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / NANOSECONDS;
        long heap = heapPools().stream()
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return new Measurement(seconds, heap, isReset ? processPeak() : OptionalLong.empty());
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /** On Linux a process may set its peak back to what it holds now. */
    private static boolean resetProcessPeak() {
        try {
            Files.writeString(PEAK_RESET, "5");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static OptionalLong processPeak() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> KIBIBYTE * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
