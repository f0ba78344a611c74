package ai.clara.llm.wire;

import dev.langchain4j.http.client.HttpClientBuilder;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The connections of all services, kept alive between calls. */
final class Connections {
    static final Duration CONNECT_MAX = Duration.ofSeconds(15);
    /** Shared: a client holds a thread of its own, and there are many models. */
    private static final HttpClient CLIENT = plain().connectTimeout(CONNECT_MAX).build();

    private Connections() {}

    /** HTTP/1.1: the JDK's default asks plain-text servers for an upgrade, which some dislike. A redirect is never followed. */
    static HttpClient.Builder plain() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER);
    }

    static HttpClient client() {
        return CLIENT;
    }

    /** Hands a vendor library the client of one call. */
    static HttpClientBuilder of(dev.langchain4j.http.client.HttpClient call) {
        return new HttpClientBuilder() {
            @Override
            public @Nullable Duration connectTimeout() {
                return CONNECT_MAX;
            }

            @Override
            public HttpClientBuilder connectTimeout(@Nullable Duration timeout) {
                return this;
            }

            @Override
            public @Nullable Duration readTimeout() {
                return null;
            }

            @Override
            public HttpClientBuilder readTimeout(@Nullable Duration timeout) {
                return this;
            }

            @Override
            public dev.langchain4j.http.client.HttpClient build() {
                return call;
            }
        };
    }
}
