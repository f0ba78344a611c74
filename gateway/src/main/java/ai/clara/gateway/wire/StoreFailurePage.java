package ai.clara.gateway.wire;

import ai.clara.spi.store.StoreException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that the database is away. */
@Singleton
final class StoreFailurePage implements ExceptionHandler<StoreException, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFailurePage.class);

    @Override
    public HttpResponse<?> handle(HttpRequest request, StoreException failure) {
        LOG.warn("a request found no database: {}", failure.getMessage());
        return RefusalPage.of(new Refusal(503, "Clara cannot reach her database now; try again in a moment.")
                .header("Retry-After", "2"));
    }
}
