package dev.reconcile.benchmarks.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Processor time of processes, from /proc on Linux. */
public final class CpuTime {

    /** What a tick of the kernel's accounting is on every Linux that runs Java. */
    private static final double TICKS_PER_SECOND = 100;

    /** The fields of /proc/PID/stat behind the command's name, which may hold blanks itself. */
    private static final int USER = 11;

    private CpuTime() {}

    /**
     * What a process itself has used.
     *
     * @return seconds
     * @throws IOException if there is no such process, or no /proc
     */
    public static double of(long pid) throws IOException {
        List<Long> ticks = ticks(pid);
        return (ticks.get(0) + ticks.get(1)) / TICKS_PER_SECOND;
    }

    /**
     * What a process and all that it ever started have used.
     *
     * @return seconds; 0 where there is no /proc
     */
    public static double ofTree(long pid) throws IOException {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return 0;
        }
        double total = ownAndEnded(pid);
        List<ProcessHandle> living = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
        for (ProcessHandle process : living) {
            total += ownAndEnded(process.pid());
        }
        return total;
    }

    private static double ownAndEnded(long pid) throws IOException {
        try {
            return ticks(pid).stream().mapToLong(Long::longValue).sum() / TICKS_PER_SECOND;
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }

    /** Of itself in user and system mode, and of its children that have ended in both. */
    private static List<Long> ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        return fields.subList(USER, USER + 4).stream().map(Long::parseLong).toList();
    }
}
