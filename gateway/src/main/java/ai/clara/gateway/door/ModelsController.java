package ai.clara.gateway.door;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.stream.Collectors;

/** {@code /v1/models}: the names under which Clara can be asked. */
@Controller("/v1/models")
final class ModelsController {
    @Get
    String all() {
        return ModelNames.ALL.stream()
                .map(ModelsController::json)
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
    }

    @Get("/{id}")
    String one(String id) {
        var unused = ModelNames.tier(id);
        return json(id);
    }

    private static String json(String name) {
        return "{\"id\":\"" + name + "\",\"object\":\"model\",\"created\":0,\"owned_by\":\"clara\"}";
    }
}
