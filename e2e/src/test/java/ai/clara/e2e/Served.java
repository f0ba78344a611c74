package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program as a service with its HTTP door open on a port of its own choice. */
final class Served implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ADDRESS = Pattern.compile("serves on (http://\\S+)/health");

    private final Clara clara;
    private final Running running;
    private final String address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    private Served(Clara clara, Running running, String address) {
        this.clara = clara;
        this.running = running;
        this.address = address;
    }

    static Served start(Clara clara) {
        Running running = clara.with("CLARA_HTTP_PORT", "0").start("serve");
        for (long i = 0; i < Running.PATIENCE_SECONDS * 10 && running.alive(); i++) {
            Matcher said = ADDRESS.matcher(running.errorText());
            if (said.find()) {
                return new Served(clara, running, said.group(1));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new AssertionError("it does not serve: " + running.errorText());
    }

    Running running() {
        return running;
    }

    /** Where any client of the format is pointed to. */
    String baseUrl() {
        return address + "/v1";
    }

    /** A new key, made beside the running service. */
    String key(String name, String... more) {
        List<String> words = new ArrayList<>(List.of("keys", "create", name));
        words.addAll(List.of(more));
        List<String> said = clara.run(words.toArray(String[]::new)).ended(0).answers();
        assertThat(said).as("the key alone on standard output").hasSize(1);
        return said.getFirst();
    }

    /** A question of somebody's, as JSON without the braces' inside being checked. */
    static String asks(String user, String words) {
        return "{\"model\":\"clara\",\"user\":" + quoted(user) + ",\"messages\":[{\"role\":\"user\",\"content\":"
                + quoted(words) + "}]}";
    }

    static String quoted(String text) {
        return JSON.valueToTree(text).toString();
    }

    HttpResponse<String> post(String key, String body, String... headers) {
        return send(request("/v1/chat/completions", key, headers).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path, String key) {
        return send(request(path, key).GET());
    }

    /** The answer's words; anything but a whole answer is a failure. */
    String answer(String key, String body, String... headers) {
        HttpResponse<String> response = post(key, body, headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response.body()).at("/choices/0/message/content").asText();
    }

    /** The lines of a streamed answer, as they come. */
    Stream<String> lines(String key, String body, String... headers) throws IOException, InterruptedException {
        return http.send(
                        request("/v1/chat/completions", key, headers)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofLines())
                .body();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /** The sentence of an error in the format. */
    static String sentence(HttpResponse<String> response) {
        return json(response.body()).at("/error/message").asText();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path, String key, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(Running.PATIENCE_SECONDS))
                .header("Content-Type", "application/json");
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Settings that let the scripted server answer. */
    static Clara talkingTo(Clara clara, String baseUrl) {
        Map.of(
                        "LLM_PROVIDER", "openai",
                        "CUSTOM_OPENAI_BASE_URL", baseUrl,
                        "CUSTOM_OPENAI_API_KEY", "test-key",
                        "CUSTOM_OPENAI_MODEL", "base-model")
                .forEach(clara::with);
        return clara;
    }

    @Override
    public void close() {
        running.terminate();
        running.await().showsNoInsides();
    }
}
