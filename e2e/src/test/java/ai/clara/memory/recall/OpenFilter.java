package ai.clara.memory.recall;

import ai.clara.memory.store.Reach;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first wall taken away: everything anybody said is within reach. Lives here because the real one is nobody else's business. */
public final class OpenFilter extends AudienceFilter {
    private static final int ALL = 1_000_000;
    private final ApplicationContext context;

    private OpenFilter(ApplicationContext context) {
        this.context = context;
    }

    /** A bean in the place of the real filter. */
    public static RuntimeBeanDefinition<?> definition(ApplicationContext context) {
        return RuntimeBeanDefinition.builder(AudienceFilter.class, () -> new OpenFilter(context))
                .singleton(true)
                .replaces(AudienceFilter.class)
                .build();
    }

    @Override
    Reach reach(Viewer viewer, Optional<Project> within) {
        var transcript = context.getBean(Transcript.class);
        return new Reach(
                transcript.heads().stream()
                        .flatMap(head -> transcript.after(head.conversation(), 0, ALL).stream())
                        .map(TranscriptEntry::audienceKey)
                        .collect(Collectors.toSet()),
                Optional.empty(),
                within);
    }
}
