package ai.clara.memory.store.pgvector;

import ai.clara.spi.store.VectorDb;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;

/** Whether settings name a PostgreSQL with pgvector for what memory searches. */
final class Configured implements Condition {
    @Override
    public boolean matches(ConditionContext context) {
        return context.getBean(VectorDb.class).configured();
    }
}
