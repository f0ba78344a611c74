package ai.clara.memory.store.qdrant;

import ai.clara.memory.store.Reach;
import ai.clara.memory.store.TermWeights;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.settings.Settings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The store with guards off, or with other shortcuts than its own. */
public final class Guards {
    private Guards() {}

    /** Wiring by which words and vector choose which messages are measured, however few there are. */
    public static Consumer<ApplicationContext> choosing() {
        return store(Permitted::new, 0);
    }

    /** Wiring by which nobody looks again at what comes back. */
    public static Consumer<ApplicationContext> withoutTheSecondLook() {
        return store(
                reach -> new Permitted(reach) {
                    @Override
                    boolean admits(Map<String, Value> payload) {
                        return true;
                    }
                },
                QdrantVectorStore.MEASURED_MAX);
    }

    /** Wiring by which questions say nothing of who may know what. */
    public static Consumer<ApplicationContext> withoutTheFilter() {
        return store(
                reach -> new Permitted(reach) {
                    @Override
                    List<Realm> realms() {
                        return List.of(new Realm(Filter.getDefaultInstance(), Fields.AROUND, false));
                    }

                    @Override
                    Optional<Filter> all() {
                        return Optional.of(Filter.getDefaultInstance());
                    }
                },
                QdrantVectorStore.MEASURED_MAX);
    }

    private static Consumer<ApplicationContext> store(Function<Reach, Permitted> permitting, int measuredMax) {
        return context -> context.registerBeanDefinition(RuntimeBeanDefinition.builder(VectorStore.class, () -> {
                    Settings settings = context.getBean(Settings.class);
                    return new QdrantVectorStore(
                            new Server(
                                    Address.of(settings.text(QdrantSettings.URL)),
                                    settings.find(QdrantSettings.API_KEY)),
                            settings.text(QdrantSettings.COLLECTION),
                            context.getBean(TermWeights.class),
                            permitting,
                            measuredMax,
                            true);
                })
                .singleton(true)
                .replaces(QdrantVectorStore.class)
                .build());
    }
}
