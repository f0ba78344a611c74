package ai.clara.llm.openai;

import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What all calls of this dialect share: the HTTP client and the translation of failures. */
public final class Wire {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(15);

    private Wire() {}

    /** HTTP/1.1: the JDK's default asks plain-text servers for an upgrade, which some dislike. */
    public static HttpClientBuilder http() {
        return new JdkHttpClientBuilder().httpClientBuilder(plain());
    }

    private static HttpClient.Builder plain() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    }

    /** The connections of all streamed calls. */
    static HttpClient streams() {
        return plain().connectTimeout(CONNECT_MAX).build();
    }

    /** Hands the library the client of one call. */
    static HttpClientBuilder of(StreamingCall call) {
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

    /** The vendor library's failure as ours. The vendor's text stays in the cause: it may repeat what was sent. */
    public static ModelException translate(Throwable failure, String who) {
        return switch (failure) {
            case ModelException e -> e;
            case RateLimitException e ->
                new ModelException(Kind.OVERLOADED, who + " is busy or its quota is used up; try again later.", e);
            case InternalServerException e ->
                new ModelException(Kind.OVERLOADED, who + " has a problem of its own; try again later.", e);
            case TimeoutException e -> new ModelException(Kind.TIMEOUT, who + " did not answer in time.", e);
            case AuthenticationException e -> new ModelException(Kind.REFUSED, who + " refused the key; check it.", e);
            case ContentFilteredException e -> new ModelException(Kind.REFUSED, who + " refused this content.", e);
            case ModelNotFoundException e ->
                new ModelException(Kind.BAD_REQUEST, who + " does not know the model that is set.", e);
            case InvalidRequestException e -> new ModelException(Kind.BAD_REQUEST, who + " refused the request.", e);
            case HttpException e -> ofStatus(e, who);
            default -> ofCause(failure, who);
        };
    }

    private static ModelException ofStatus(HttpException e, String who) {
        int status = e.statusCode();
        Kind kind = status >= 500 || status == 429 ? Kind.OVERLOADED : Kind.BAD_REQUEST;
        return new ModelException(kind, who + " answered with status " + status + ".", e);
    }

    private static ModelException ofCause(Throwable failure, String who) {
        Throwable cause = failure.getCause();
        if (cause instanceof HttpException http) {
            return ofStatus(http, who);
        }
        return new ModelException(Kind.UNREACHABLE, who + " cannot be reached.", failure);
    }
}
