package ai.clara.memory.recall;

import ai.clara.memory.follow.Projection;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.spi.transcript.Transcript;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.BeanLocator;
import io.micronaut.context.RuntimeBeanDefinition;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Memory started over a home and what was told, until closed. */
public final class House implements AutoCloseable {
    public static final PersonId ALEX = new PersonId(new UUID(1, 1));
    public static final PersonId BOB = new PersonId(new UUID(1, 2));

    /** Lucene recommends its vector module to whoever starts it, by a logger that is kept here lest it be collected. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private static final long INDEXING_MILLIS = 90_000;
    private final ApplicationContext context;
    private final Transcript told;

    public House(Path home, Transcript told) {
        this(home, told, _ -> {});
    }

    /** @param wiring puts beans in place of others, for embedders that cost nothing and for guards that are off */
    public House(Path home, Transcript told, Consumer<ApplicationContext> wiring) {
        this(home, Map.of(), told, wiring);
    }

    /** @param settings that differ from their defaults */
    public House(Path home, Map<String, String> settings, Transcript told, Consumer<ApplicationContext> wiring) {
        LUCENE.setLevel(Level.SEVERE);
        this.told = told;
        context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .build();
        context.registerSingleton(Home.class, new Home(home));
        context.registerSingleton(Clock.class, Clock.systemUTC());
        context.registerSingleton(Ids.class, UUID::randomUUID);
        context.registerSingleton(Settings.class, (Settings) s ->
                Optional.of(settings.getOrDefault(s.name(), s.defaultValue())).filter(value -> !value.isEmpty()));
        context.registerSingleton(Transcript.class, told);
        wiring.accept(context);
        context.start();
        context.getBean(Projection.class).start();
    }

    public BeanLocator beans() {
        return context;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Recollection ask(PersonId person, String question) {
        return bean(Memory.class)
                .recall(
                        Viewer.direct(person),
                        question,
                        ZonedDateTime.now(Clock.systemUTC()),
                        8,
                        Clock.systemUTC().instant().plusSeconds(9));
    }

    /** Wiring by which words cost next to nothing to embed. */
    public static Consumer<ApplicationContext> cheap() {
        return embedding(new HashedWords());
    }

    /** Wiring with another embedder. */
    public static Consumer<ApplicationContext> embedding(EmbeddingModel embedder) {
        return context -> replace(context, EmbeddingModel.class, embedder);
    }

    /** Wiring without the first wall: every search meets what anybody said. */
    public static Consumer<ApplicationContext> withoutAudienceFilter() {
        return context -> context.registerBeanDefinition(RuntimeBeanDefinition.builder(
                        AudienceFilter.class, () -> new OpenFilter(context.getBean(Transcript.class)))
                .singleton(true)
                .replaces(AudienceFilter.class)
                .build());
    }

    private static <T> void replace(ApplicationContext context, Class<T> type, T bean) {
        context.registerBeanDefinition(RuntimeBeanDefinition.builder(type, () -> bean)
                .singleton(true)
                .replaces(type)
                .build());
    }

    /** Waits until all that was told is in the index. */
    public boolean allIndexed() {
        return told.heads().stream()
                .allMatch(head -> bean(Projection.class).await(head.conversation(), head.lastSeq(), INDEXING_MILLIS));
    }

    /** Waits until what a person told is in the index. */
    boolean indexed(PersonId person) {
        var conversation = new ConversationId(person.value());
        int last = told.after(conversation, 0, Integer.MAX_VALUE).size();
        return bean(Projection.class).await(conversation, last, INDEXING_MILLIS);
    }

    @Override
    public void close() {
        context.getBean(Projection.class).stop();
        context.close();
    }
}
