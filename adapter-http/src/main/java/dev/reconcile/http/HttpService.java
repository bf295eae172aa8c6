package dev.reconcile.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.app.HttpSettings;
import dev.reconcile.app.history.Heartbeat;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.app.job.Schedules;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.http.token.Caller;
import dev.reconcile.http.token.Role;
import dev.reconcile.http.token.TokenFileException;
import dev.reconcile.http.token.Tokens;
import dev.reconcile.metrics.Scrape;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A process's jobs, for whoever comes by HTTP. */
public final class HttpService implements AutoCloseable {

    private final Javalin javalin;
    private final RunDesk desk;
    private final Jobs jobs;
    private final URI address;
    private final boolean open;
    private final boolean loopback;
    private final List<String> warnings;
    private final AtomicBoolean stopping;

    private HttpService(
            Javalin javalin,
            RunDesk desk,
            Jobs jobs,
            URI address,
            boolean open,
            boolean loopback,
            List<String> warnings,
            AtomicBoolean stopping) {
        this.javalin = javalin;
        this.desk = desk;
        this.jobs = jobs;
        this.address = address;
        this.open = open;
        this.loopback = loopback;
        this.warnings = List.copyOf(warnings);
        this.stopping = stopping;
    }

    /**
     * Begins to listen.
     *
     * @param jobs left open
     * @param schedules those of the process; empty where it runs nothing by itself
     * @throws HttpStartException if that cannot be done or must not, saying why and what to do
     */
    public static HttpService start(Jobs jobs, Optional<Schedules> schedules, InstantSource clock) {
        HttpSettings settings = jobs.settings().get(0).http();
        if (schedules.isEmpty()) {
            // A scheduler sees to that where there is one.
            jobs.history().submit(store -> store.markInterrupted(Heartbeat.SILENCE, clock.instant()));
        }
        InetAddress address = address(settings);
        Optional<Tokens> tokens = tokens(settings);
        Optional<PemKeys> keys = settings.tls().map(PemKeys::read);
        if (tokens.isEmpty() && !address.isLoopbackAddress()) {
            throw new HttpStartException(
                    "--http-address: whoever reaches " + settings.address()
                            + " could see and start everything. Give --http-tokens with a file of tokens, each a line that"
                            + " 'reconcile token create --name N --role viewer' prints, or listen at 127.0.0.1.",
                    null);
        }
        AtomicBoolean stopping = new AtomicBoolean();
        RunDesk desk = new RunDesk(jobs, clock);
        List<Route> routes = new ArrayList<>(routes(jobs, schedules, desk, stopping::get));
        routes.addAll(WebPage.routes());
        Guard guard = new Guard(tokens, new Origins(address), new Methods(routes));
        ServerConnector[] connector = new ServerConnector[1];
        Javalin javalin = Javalin.create(config -> {
            configure(config);
            config.jetty.addConnector((server, http) -> {
                connector[0] = connector(server, http, keys, address, settings.port());
                return connector[0];
            });
            config.routes.before(guard::before);
            config.routes.exception(Exception.class, guard::failed);
            // Javalin has a page of its own for these.
            config.routes.exception(HttpResponseException.class, guard::failed);
            for (Route route : routes) {
                for (String method : route.methods()) {
                    config.routes.addHttpHandler(
                            HandlerType.findOrCreate(method),
                            route.path(),
                            context -> guard.pass(context, route.action()));
                }
                if (route.action() instanceof Route.Stream) {
                    // Left alone, Javalin answers HEAD with 200 wherever there is a GET.
                    config.routes.addHttpHandler(HandlerType.HEAD, route.path(), context -> {
                        throw Problem.of(405);
                    });
                }
            }
        });
        try {
            javalin.start();
        } catch (RuntimeException e) {
            javalin.stop();
            desk.close();
            if (e instanceof HttpStartException known) {
                throw known;
            }
            throw new HttpStartException(
                    "Cannot listen at " + settings.address() + ", port " + settings.port()
                            + ". Does another program? Give another with --http-port, or --http-address.",
                    e);
        }
        String host = address.getHostAddress();
        URI uri = URI.create((settings.tls().isPresent() ? "https" : "http") + "://"
                + (host.contains(":") ? "[" + host + "]" : host) + ":" + connector[0].getLocalPort());
        return new HttpService(
                javalin,
                desk,
                jobs,
                uri,
                tokens.isEmpty(),
                address.isLoopbackAddress(),
                keys.map(pem -> pem.warnings(clock.instant())).orElse(List.of()),
                stopping);
    }

    /** Where it is reached. */
    public URI address() {
        return address;
    }

    /** Whether whoever reaches it may do everything, since there are no tokens. */
    public boolean isOpen() {
        return open;
    }

    /** Whether tokens cross a network as they are, unless something before it speaks TLS. */
    public boolean takesTokensInClearText() {
        return !open && !loopback && address.getScheme().equals("http");
    }

    /** Why clients refuse the service's certificate, or will soon; empty where there is no such reason. */
    public List<String> certificateWarnings() {
        return warnings;
    }

    /**
     * Ends the runs that requests began, takes no more requests, and lets those end that are being answered; all within the
     * stop time of the settings, or a few seconds where that is shorter.
     */
    @Override
    public void close() {
        Duration patience = jobs.settings().get(0).schedule().stopTime();
        long begun = System.nanoTime();
        stopping.set(true);
        desk.close();
        javalin.stop();
        desk.await(patience.minusNanos(System.nanoTime() - begun));
    }

    /** What the API answers. */
    static List<Route> routes(Jobs jobs, Optional<Schedules> schedules, RunDesk desk, BooleanSupplier stopping) {
        HealthApi health = new HealthApi(jobs.history(), stopping);
        RunWarnings warnings = new RunWarnings();
        JobsApi known = new JobsApi(jobs, warnings);
        KnownNames names = new KnownNames(jobs);
        RunsApi runs = new RunsApi(jobs, known, names, desk, warnings);
        Errands errands = new Errands();
        List<Route> routes = new ArrayList<>(List.of(
                Route.open("/health/live", (context, caller) -> health.live(context)),
                Route.open("/health/ready", health::ready),
                Route.read("/metrics", (context, caller) -> {
                    Scrape scrape = jobs.metrics().scrape(context.req().getHeader("Accept"));
                    context.contentType(scrape.contentType()).result(scrape.body());
                })));
        routes.add(OpenApi.route());
        routes.addAll(runs.routes());
        routes.addAll(new EventsApi(jobs, runs, desk, stopping).routes());
        routes.addAll(new TablesApi(jobs.history(), names).routes());
        routes.addAll(new FindingsApi(jobs, known, names, errands).routes());
        routes.addAll(known.routes());
        routes.addAll(new SchedulesApi(schedules, jobs.history()).routes());
        routes.addAll(new CheckApi(jobs, known, errands).routes());
        routes.add(Route.read("/api/v1/me", HttpService::me));
        return routes;
    }

    /** Who asks, and what he may. */
    private static void me(Context context, Caller caller) {
        Asked.of(context);
        ObjectNode node = Answers.JSON.objectNode().put("name", caller.name()).put("version", Reconciler.version());
        ArrayNode roles = node.putArray("roles");
        Arrays.stream(Role.values()).filter(caller::may).map(Role::toString).forEach(roles::add);
        Answers.json(context, node);
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = Limits.BODY;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.appData(Bodies.KEY, new Bodies());
        config.router.treatMultipleSlashesAsSingleSlash = false;
        QueuedThreadPool threads = new QueuedThreadPool(Limits.THREADS, 4);
        threads.setName("reconcile-http");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(Limits.STOP.toMillis());
            server.setErrorHandler(new JettyErrors());
        });
        config.jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(new JettyErrors()));
        config.jetty.modifyHttpConfiguration(HttpService::limit);
    }

    private static void limit(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(Limits.HEADERS);
        http.addCustomizer((request, answer) -> {
            SecurityHeaders.addTo(answer);
            return request;
        });
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, Optional<PemKeys> keys, InetAddress address, int port) {
        ServerConnector connector;
        if (keys.isPresent()) {
            SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setKeyStore(keys.get().store());
            tls.setKeyStorePassword("");
            tls.setIncludeProtocols(PemKeys.protocols().toArray(String[]::new));
            // Clients that reach the service by its address have no name to tell.
            http.addCustomizer(new SecureRequestCustomizer(false));
            connector = new ServerConnector(
                    server,
                    new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
                    new HttpConnectionFactory(http));
        } else {
            connector = new ServerConnector(server, new HttpConnectionFactory(http));
        }
        connector.setHost(address.getHostAddress());
        connector.setPort(port);
        connector.setIdleTimeout(Limits.SILENCE.toMillis());
        connector.addBean(new NetworkConnectionLimit(Limits.CONNECTIONS, connector));
        return connector;
    }

    private static InetAddress address(HttpSettings settings) {
        try {
            return InetAddress.getByName(settings.address());
        } catch (UnknownHostException e) {
            throw new HttpStartException(
                    "--http-address: there is no address " + settings.address() + ". Give one of this machine.", e);
        }
    }

    private static Optional<Tokens> tokens(HttpSettings settings) {
        try {
            return settings.tokens().map(Tokens::of);
        } catch (TokenFileException e) {
            throw new HttpStartException("--http-tokens: " + e.getMessage(), e);
        }
    }
}
