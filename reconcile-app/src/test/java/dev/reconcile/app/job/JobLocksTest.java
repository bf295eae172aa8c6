package dev.reconcile.app.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.app.history.FolderLock;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.history.StorePlace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobLocksTest {

    @TempDir
    private Path folder;

    @Test
    void a_run_waits_until_the_process_has_ended_that_runs_its_job_and_others_do_not() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))
                            .readLine())
                    .isEqualTo("held");
            assertThatThrownBy(() -> FolderLock.ofJob(place(), "nightly"))
                    .isInstanceOf(FolderLock.TakenException.class)
                    .hasMessageContaining("(process " + other.pid() + ")");
            JobLocks locks = new JobLocks(place());
            locks.await("weekly", new Cancellation()).close();
            CountDownLatch held = new CountDownLatch(1);
            Thread waiting = new Thread(() -> {
                locks.await("nightly", new Cancellation()).close();
                held.countDown();
            });
            waiting.start();

            assertThat(held.await(1_500, TimeUnit.MILLISECONDS))
                    .as("held while another process holds it")
                    .isFalse();
            other.destroyForcibly().waitFor();
            held.await();
            waiting.join();
        } finally {
            other.destroyForcibly();
        }
        FolderLock.ofJob(place(), "nightly").close();
    }

    @Test
    void a_run_that_waits_can_be_ended_and_then_holds_nothing() throws Exception {
        JobLocks locks = new JobLocks(place());
        try (FolderLock other = FolderLock.ofJob(place(), "nightly")) {
            Cancellation cancellation = new Cancellation();
            Thread waiting =
                    new Thread(() -> locks.await("nightly", cancellation).close());
            waiting.start();
            cancellation.cancel();
            waiting.join();
            assertThatThrownBy(() -> FolderLock.ofJob(place(), "nightly"))
                    .isInstanceOf(FolderLock.TakenException.class);
        }
    }

    @Test
    void the_runs_of_one_process_hold_a_job_together_until_the_last_has_ended() {
        JobLocks locks = new JobLocks(place());
        JobLocks.Held first = locks.await("nightly", new Cancellation());
        JobLocks.Held second = locks.await("nightly", new Cancellation());

        first.close();
        assertThatThrownBy(() -> FolderLock.ofJob(place(), "nightly")).isInstanceOf(FolderLock.TakenException.class);
        second.close();
        FolderLock.ofJob(place(), "nightly").close();
    }

    private StorePlace place() {
        return new StorePlace.Folder(folder);
    }

    /** Another process that runs a job until it is ended. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            FolderLock.ofJob(new StorePlace.Folder(Path.of(arguments[0])), "nightly");
            System.out.println("held");
            Thread.sleep(60_000);
        }
    }
}
