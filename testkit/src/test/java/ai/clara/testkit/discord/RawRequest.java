package ai.clara.testkit.discord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A request that no library checks first. */
final class RawRequest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private RawRequest() {}

    /** Returns the status. */
    static int send(FakeDiscord fake, String method, String path, String body) {
        return send(fake, fake.token(), method, path, body);
    }

    static int send(FakeDiscord fake, String token, String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(fake.apiUrl() + path))
                .header("Authorization", "Bot " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.ofString()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
