package org.sumario.console;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.sumario.model.Refused;
import org.sumario.scheduler.Status;
import org.sumario.warehouse.Releases;

/**
 * {@code /health} and {@code /metrics} over HTTP on 127.0.0.1. The server is embedded without Spring: a load's Spring context never
 * hears of it.
 */
public final class StatusServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    // Held here, because a logger that nobody holds forgets its level.
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    private final Tomcat tomcat;
    private final Path scratch;

    private StatusServer(Tomcat tomcat, Path scratch) {
        this.tomcat = tomcat;
        this.scratch = scratch;
    }

    /**
     * Starts to answer.
     *
     * @param port the port; 0 for any free one
     * @throws Refused {@code SERVE_PORT_TAKEN} when another program listens there
     */
    public static StatusServer start(int port, Path warehouse, Supplier<Status> status, Clock clock) {
        TOMCAT.setLevel(Level.SEVERE);
        Supplier<Optional<Long>> release = () -> new Releases(warehouse).shown().map(Releases.Shown::releaseNumber);
        try {
            Path scratch = Files.createTempDirectory("sumario-http");
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(scratch.toString());
            tomcat.setSilent(true);
            tomcat.setConnector(connector(port));
            Context context = tomcat.addContext("", scratch.toString());
            add(context, "/health", new HealthServlet(status, release));
            add(context, "/metrics", new MetricsServlet(new Metrics(status, release, clock)));
            StatusServer server = new StatusServer(tomcat, scratch);
            try {
                tomcat.start();
            } catch (LifecycleException e) {
                server.close();
                throw refusal(e, port);
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Connector connector(int port) {
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", LOOPBACK);
        connector.setProperty("minSpareThreads", "1");
        connector.setProperty("maxThreads", "4");
        connector.setThrowOnFailure(true);
        return connector;
    }

    private static void add(Context context, String path, HttpServlet servlet) {
        Tomcat.addServlet(context, path, servlet);
        context.addServletMappingDecoded(path, path);
    }

    private static RuntimeException refusal(LifecycleException problem, int port) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new Refused("SERVE_PORT_TAKEN", port);
            }
        }
        return new IllegalStateException(problem);
    }

    /** The port that it listens on. */
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
            try (var leftovers = Files.walk(scratch)) {
                for (Path leftover :
                        leftovers.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(leftover);
                }
            }
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
