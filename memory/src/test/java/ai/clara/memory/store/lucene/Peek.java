package ai.clara.memory.store.lucene;

import ai.clara.memory.store.Words;
import ai.clara.spi.store.Home;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.BeanLocator;
import io.micronaut.context.RuntimeBeanDefinition;
import java.util.function.Consumer;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.TermQuery;

/** Looks into the index as no one else may. */
public final class Peek {
    private Peek() {}

    /** How many documents hold a term in the field of words. */
    public static int withWord(BeanLocator beans, String term) {
        return count(beans, new Term(Fields.TEXT, term));
    }

    /** How many documents are done with an embedder. */
    public static int doneWith(BeanLocator beans, String embedder) {
        return count(beans, new Term(Fields.EMBEDDED, embedder));
    }

    private static int count(BeanLocator beans, Term term) {
        return beans.getBean(LuceneVectorStore.class)
                .index()
                .<Integer>search(searcher -> searcher.count(new TermQuery(term)));
    }

    /** Wiring by which every permitted message is measured, however many there are. */
    public static Consumer<ApplicationContext> measuringAll() {
        return context -> context.registerBeanDefinition(RuntimeBeanDefinition.builder(
                        LuceneVectorStore.class,
                        () -> new LuceneVectorStore(
                                context.getBean(Home.class), context.getBean(Words.class), Long.MAX_VALUE))
                .singleton(true)
                .replaces(LuceneVectorStore.class)
                .build());
    }
}
