package ai.clara.llm.wire;

import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import java.util.Optional;

/** For calls that are not streamed, the vendor library's own client and its failures in our words. */
public final class Wire {
    private Wire() {}

    /** A new client. */
    public static HttpClientBuilder http() {
        return new JdkHttpClientBuilder().httpClientBuilder(Connections.plain());
    }

    /** The library's failure as ours. The vendor's text is dropped: it may repeat what was sent. */
    public static ModelException translate(Throwable failure, String service, String model) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ModelException e -> {
                    return e;
                }
                case HttpException e -> {
                    String body = e.getMessage() == null ? "" : e.getMessage();
                    return Complaint.of(e.statusCode(), body).problem(service, model, Optional.empty());
                }
                case TimeoutException e -> {
                    return new ModelException(Kind.TIMEOUT, service + " did not answer in time.");
                }
                default -> {
                    // Its cause may say more.
                }
            }
        }
        return Failures.unreachable(service, failure);
    }
}
