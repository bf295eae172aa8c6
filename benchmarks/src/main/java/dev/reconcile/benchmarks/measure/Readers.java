package dev.reconcile.benchmarks.measure;

import dev.reconcile.benchmarks.data.RowCount;
import dev.reconcile.benchmarks.data.Variant;
import dev.reconcile.benchmarks.program.Service;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The service while many read what it knows and a run goes on: how it answers them, and what they cost the run. */
public final class Readers implements Measurement {

    private static final int READERS = 200;

    /** What the page asks for, each time that it asks. */
    private static final List<String> PATHS = List.of("/api/v1/tables", "/api/v1/jobs", "/api/v1/runs?limit=100");

    /** How often the page asks. */
    private static final Duration AS_THE_PAGE = Duration.ofSeconds(5);

    @Override
    public void on(Bench bench) throws IOException, InterruptedException {
        Figures figures = bench.figures();
        figures.title("Readers of the service");
        figures.text(READERS + " readers at once, each as the page is: " + String.join(", ", PATHS)
                + ". Each run with readers beside one without.");
        figures.header(
                "rows",
                "each asks",
                "answers a second",
                "answer, ms: median",
                "99 of 100",
                "errors",
                "run with ÷ without",
                "spread",
                "load");
        for (RowCount rows : bench.rows()) {
            bench.tables().load(Variant.EQUAL, rows);
            Path data = Files.createTempDirectory("reconcile-benchmark");
            try (Service service = Service.start(
                    bench.program().launcher(), bench.comparing().environment(), arguments(bench, rows, data))) {
                service.run("reconcile");
                measure(bench, service, rows, "every 5 s", AS_THE_PAGE);
                measure(bench, service, rows, "without pause", Duration.ZERO);
            } finally {
                delete(data);
            }
        }
    }

    private static List<String> arguments(Bench bench, RowCount rows, Path data) {
        List<String> arguments = new ArrayList<>(bench.comparing().contents(Variant.EQUAL, rows, bench.hashIn()));
        arguments.removeAll(List.of("run", "--quiet", "--format", "json"));
        arguments.addAll(List.of("--http-port", "0", "--data-dir", data.toString()));
        return arguments;
    }

    private static void measure(Bench bench, Service service, RowCount rows, String how, Duration pause)
            throws IOException, InterruptedException {
        List<Double> ratios = new ArrayList<>();
        Crowd crowd = new Crowd(service, pause);
        for (int pair = 0; pair < bench.pairs(); pair++) {
            double without = service.run("reconcile");
            crowd.come();
            double with = service.run("reconcile");
            crowd.leave();
            ratios.add(with / without);
        }
        Sample ratio = new Sample(ratios);
        Sample answers = new Sample(List.copyOf(crowd.milliseconds));
        bench.figures()
                .row(
                        rows,
                        how,
                        Sample.text(crowd.milliseconds.size() / crowd.seconds, 0),
                        answers.median(1),
                        Sample.text(answers.values().get((int) (answers.values().size() * 0.99)), 1),
                        crowd.errors.get(),
                        ratio.median(2),
                        ratio.spread(2),
                        Figures.load());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Readers who come and go together. */
    private static final class Crowd {

        private final Service service;
        private final Duration pause;
        private final HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final Queue<Double> milliseconds = new ConcurrentLinkedQueue<>();
        private final AtomicLong errors = new AtomicLong();
        private final List<Thread> threads = new ArrayList<>();
        private AtomicBoolean isHere = new AtomicBoolean();
        private long came;
        private double seconds;

        Crowd(Service service, Duration pause) {
            this.service = service;
            this.pause = pause;
        }

        void come() {
            came = System.nanoTime();
            AtomicBoolean here = new AtomicBoolean(true);
            isHere = here;
            for (int i = 0; i < READERS; i++) {
                long first = pause.toMillis() * i / READERS;
                Thread reader = new Thread(() -> read(first, here), "reader");
                reader.setDaemon(true);
                threads.add(reader);
                reader.start();
            }
        }

        private void read(long first, AtomicBoolean here) {
            try {
                Thread.sleep(first);
                while (here.get()) {
                    for (String path : PATHS) {
                        ask(path);
                    }
                    Thread.sleep(pause.toMillis());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void ask(String path) throws InterruptedException {
            long began = System.nanoTime();
            try {
                int status = client.send(
                                HttpRequest.newBuilder(service.at(path)).build(), BodyHandlers.discarding())
                        .statusCode();
                if (status == 200) {
                    milliseconds.add((System.nanoTime() - began) / 1e6);
                } else {
                    errors.incrementAndGet();
                }
            } catch (IOException e) {
                errors.incrementAndGet();
            }
        }

        void leave() throws InterruptedException {
            isHere.set(false);
            seconds += (System.nanoTime() - came) / 1e9;
            for (Thread thread : threads) {
                thread.interrupt();
                thread.join();
            }
            threads.clear();
        }
    }
}
