package dev.reconcile.benchmarks.program;

/**
 * What a process of the command did.
 *
 * @param exitCode what it exited with
 * @param seconds from before it was started until it had ended, as a clock on the wall tells it
 * @param peakMegabytes the most physical memory it held at once; 0 where the system does not tell
 * @param cpuSeconds how long it kept a processor busy; 0 where the system does not tell
 * @param out its standard output
 * @param err its standard error
 */
public record ProgramRun(
        int exitCode, double seconds, double peakMegabytes, double cpuSeconds, String out, String err) {}
