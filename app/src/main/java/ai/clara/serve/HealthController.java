package ai.clara.serve;

import ai.clara.spi.operation.Check;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Collection;
import java.util.List;

/** {@code /health}: 200 when every check is well, else 503. */
@Controller("/health")
final class HealthController {
    private final Collection<Check> checks;

    HealthController(Collection<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    @Get
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<Health> health() {
        List<Health.Item> items = checks.stream()
                .flatMap(check -> check.look().stream())
                .map(finding -> new Health.Item(finding.name(), finding.ok(), finding.line()))
                .toList();
        boolean up = items.stream().allMatch(Health.Item::ok);
        HttpStatus status = up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return HttpResponse.<Health>status(status).body(new Health(up ? "up" : "down", items));
    }
}
