package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One thing that happened, in the one order of the log.
 *
 * @param kind {@code said edited deleted posted typing reaction ping request answer event gateway refusal limited fault slash}
 */
public record Entry(int order, Instant at, String kind, JsonNode detail) {}
