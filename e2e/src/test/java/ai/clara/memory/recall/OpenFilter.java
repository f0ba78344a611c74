package ai.clara.memory.recall;

import ai.clara.spi.privacy.Viewer;
import io.micronaut.context.RuntimeBeanDefinition;
import java.util.Optional;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;

/** The first wall taken away: a filter that lets every document through. Lives here because the real one is nobody else's business. */
public final class OpenFilter extends AudienceFilter {
    private OpenFilter() {}

    /** A bean in the place of the real filter. */
    public static RuntimeBeanDefinition<?> definition() {
        return RuntimeBeanDefinition.builder(AudienceFilter.class, OpenFilter::new)
                .singleton(true)
                .replaces(AudienceFilter.class)
                .build();
    }

    @Override
    Query audience(Viewer viewer) {
        return new MatchAllDocsQuery();
    }

    @Override
    Optional<Query> ownElsewhere(Viewer viewer) {
        return Optional.empty();
    }
}
