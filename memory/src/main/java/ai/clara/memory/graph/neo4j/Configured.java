package ai.clara.memory.graph.neo4j;

import ai.clara.memory.graph.GraphSettings;
import ai.clara.spi.settings.Settings;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;

/** Whether settings name a Neo4j for the graph. */
final class Configured implements Condition {
    @Override
    public boolean matches(ConditionContext context) {
        return GraphSettings.neo4j(context.getBean(Settings.class));
    }
}
