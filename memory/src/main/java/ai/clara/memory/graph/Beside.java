package ai.clara.memory.graph;

import ai.clara.spi.settings.Settings;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;

/** Whether the graph lies beside the transcript: unless settings name another place. */
final class Beside implements Condition {
    @Override
    public boolean matches(ConditionContext context) {
        return !GraphSettings.neo4j(context.getBean(Settings.class));
    }
}
