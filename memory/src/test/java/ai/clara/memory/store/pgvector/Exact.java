package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.Words;
import ai.clara.spi.store.VectorDb;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** The store with other shortcuts than its own. */
public final class Exact {
    private static final long ALL = 1_000_000_000;

    private Exact() {}

    /** Wiring by which every permitted message is measured, however many there are and however long it takes. */
    public static Consumer<ApplicationContext> measuringAll() {
        return within(new Bounds(ALL, ALL), true);
    }

    /** Wiring by which words and sketches choose which messages are measured, however few there are. */
    public static Consumer<ApplicationContext> choosing() {
        return within(new Bounds(0, ALL), false);
    }

    /** Wiring by which words and a walk through a graph choose which messages are measured, however few there are. */
    public static Consumer<ApplicationContext> walking() {
        return within(new Bounds(0, 0), false);
    }

    private static Consumer<ApplicationContext> within(Bounds bounds, boolean patiently) {
        return context -> context.registerBeanDefinition(RuntimeBeanDefinition.builder(VectorStore.class, () -> {
                    var store = new PgVectorStore(
                            context.getBean(VectorDb.class), context.getBean(Words.class), bounds, false);
                    return patiently ? near(store) : store;
                })
                .singleton(true)
                .replaces(PgVectorStore.class)
                .build());
    }

    /** One that is waited for however long it takes. */
    private static VectorStore near(VectorStore store) {
        InvocationHandler calls = (_, method, arguments) -> {
            try {
                return method.getName().equals("remote") ? false : method.invoke(store, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (VectorStore)
                Proxy.newProxyInstance(VectorStore.class.getClassLoader(), new Class<?>[] {VectorStore.class}, calls);
    }
}
