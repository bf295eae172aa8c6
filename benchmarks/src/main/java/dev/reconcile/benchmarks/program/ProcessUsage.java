package dev.reconcile.benchmarks.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory and the processor time that a process has used so far, as <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">/proc</a> tells it on Linux. Elsewhere both stay 0.
 */
final class ProcessUsage {

    private static final String PEAK = "VmHWM:";
    private static final double KILOBYTES_PER_MEGABYTE = 1024;

    private final Path status;
    private final long pid;
    private double peakMegabytes;
    private double cpuSeconds;

    ProcessUsage(long pid) {
        this.pid = pid;
        this.status = Path.of("/proc", Long.toString(pid), "status");
    }

    /** Asks again. A process that has ended leaves the last figures as they are. */
    void sample() {
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(PEAK)) {
                    List<String> words = List.of(line.split("\\s+"));
                    peakMegabytes = Long.parseLong(words.get(1)) / KILOBYTES_PER_MEGABYTE;
                }
            }
            cpuSeconds = CpuTime.of(pid);
        } catch (IOException endedOrNotLinux) {
            // The last figures stand.
        }
    }

    double peakMegabytes() {
        return peakMegabytes;
    }

    double cpuSeconds() {
        return cpuSeconds;
    }
}
