package ai.clara.gateway.wire;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Shows a refusal to whoever asked. */
@Singleton
public final class RefusalPage implements ExceptionHandler<Refusal, HttpResponse<?>> {
    @Override
    public HttpResponse<?> handle(HttpRequest request, Refusal refusal) {
        return of(refusal);
    }

    public static HttpResponse<?> of(Refusal refusal) {
        return HttpResponse.status(refusal.status(), "Refused")
                .headers(headers -> refusal.headers().forEach(headers::set))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(refusal.json());
    }
}
