package ai.clara.gateway.door;

import ai.clara.gateway.key.KeyRing;
import ai.clara.gateway.key.Keys;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.id.Ids;
import ai.clara.spi.people.Accounts;
import ai.clara.spi.settings.Settings;
import ai.clara.testkit.ManualClock;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.SequenceIds;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The door with its real server, keys in memory and an inbox of the test's. */
final class DoorHouse implements AutoCloseable {
    static final String COMPLETIONS = "/v1/chat/completions";

    final ManualClock clock = ManualClock.at("2026-11-21T09:00:00Z");
    final ScriptedInbox inbox = new ScriptedInbox();
    final KeyRing keys;
    final HttpClient client = HttpClient.newHttpClient();
    private final ApplicationContext context;
    private final EmbeddedServer server;

    DoorHouse(String... settings) {
        this(Map.of(), settings);
    }

    DoorHouse(Map<String, Object> more, String... settings) {
        var properties = new HashMap<String, Object>(Map.of(
                "micronaut.server.port",
                -1,
                "micronaut.server.host",
                "127.0.0.1",
                "micronaut.server.max-request-size",
                "1MB",
                // As in the program: a library brings pages of its own along.
                "endpoints.all.enabled",
                false));
        properties.putAll(more);
        context = ApplicationContext.builder().properties(properties).build();
        bind(Clock.class, clock);
        bind(Ids.class, new SequenceIds());
        bind(Settings.class, MapSettings.of(settings));
        bind(Inbox.class, inbox);
        bind(Accounts.class, account -> Optional.empty());
        context.start();
        keys = new KeyRing(context.getBean(Keys.class));
        server = context.getBean(EmbeddedServer.class).start();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getPort() + path);
    }

    int port() {
        return server.getPort();
    }

    /** A request for an answer, without a key. */
    HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(at(COMPLETIONS))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Asks with a program's key. */
    HttpResponse<String> ask(String key, String body, String... headers) {
        HttpRequest.Builder request = post(body).header("Authorization", "Bearer " + key);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }

    private <T> void bind(Class<T> type, T bean) {
        context.registerBeanDefinition(
                RuntimeBeanDefinition.builder(type, () -> bean).singleton(true).build());
    }
}
