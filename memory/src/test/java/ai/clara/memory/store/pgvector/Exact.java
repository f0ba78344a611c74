package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.Words;
import ai.clara.spi.store.VectorDb;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.util.function.Consumer;

/** The store without its shortcuts. */
public final class Exact {
    private static final long ALL = 1_000_000_000;

    private Exact() {}

    /** Wiring by which every permitted message is measured, however many there are. */
    public static Consumer<ApplicationContext> measuringAll() {
        return context -> context.registerBeanDefinition(RuntimeBeanDefinition.builder(
                        PgVectorStore.class,
                        () -> new PgVectorStore(
                                context.getBean(VectorDb.class), context.getBean(Words.class), ALL, false))
                .singleton(true)
                .replaces(PgVectorStore.class)
                .build());
    }
}
