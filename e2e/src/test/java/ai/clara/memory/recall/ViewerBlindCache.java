package ai.clara.memory.recall;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.store.Words;
import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.settings.Settings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The fault that a cache of recall would bring if its key forgot who asks: the same question gets the same memories. */
public final class ViewerBlindCache implements PromptSection {
    private final RecallSection recall;
    private final Map<String, Optional<SectionContent>> seen = new ConcurrentHashMap<>();

    private ViewerBlindCache(RecallSection recall) {
        this.recall = recall;
    }

    /** In the place of recall's own section. */
    public static RuntimeBeanDefinition<?> definition(ApplicationContext context) {
        return RuntimeBeanDefinition.builder(
                        PromptSection.class,
                        () -> new ViewerBlindCache(new RecallSection(
                                context.getBean(Recall.class),
                                context.getBean(Agreement.class),
                                context.getBean(Words.class),
                                context.getBean(Settings.class),
                                context.getBean(Clock.class))))
                .singleton(true)
                .replaces(RecallSection.class)
                .build();
    }

    @Override
    public PromptSlot slot() {
        return recall.slot();
    }

    @Override
    public int budgetTokens() {
        return recall.budgetTokens();
    }

    @Override
    public Duration deadline() {
        return recall.deadline();
    }

    @Override
    public Optional<SectionContent> render(TurnView turn) {
        return seen.computeIfAbsent(turn.text(), text -> recall.render(turn));
    }
}
