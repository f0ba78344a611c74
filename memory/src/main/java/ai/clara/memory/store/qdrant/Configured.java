package ai.clara.memory.store.qdrant;

import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.spi.store.VectorDb;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;

/** Whether settings name a Qdrant for what memory searches, and soundly. */
final class Configured implements Condition {
    @Override
    public boolean matches(ConditionContext context) {
        Settings settings = context.getBean(Settings.class);
        return settings.find(QdrantSettings.URL).isPresent()
                && !context.getBean(Home.class).throwAway()
                && QdrantSettings.problem(
                                settings, context.getBean(VectorDb.class).configured())
                        .isEmpty();
    }
}
