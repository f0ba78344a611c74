package ai.clara.serve;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * What {@code /health} says.
 *
 * @param status {@code up} or {@code down}
 */
@Serdeable
record Health(String status, List<Item> checks) {
    /** One finding, without the operator's details. */
    @Serdeable
    record Item(String name, boolean ok, String line) {}
}
