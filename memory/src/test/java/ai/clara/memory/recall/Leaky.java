package ai.clara.memory.recall;

import ai.clara.memory.store.Contents;
import ai.clara.memory.store.Cursor;
import ai.clara.memory.store.Kept;
import ai.clara.memory.store.Passage;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.Spot;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.Wanted;
import ai.clara.memory.store.lucene.LuceneVectorStore;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A store whose successor loses the first message of every step as long as it leaks, and finds nothing as long as it is blind. */
record Leaky(VectorStore real, AtomicBoolean leaks, AtomicBoolean blind, boolean successorOfOne)
        implements VectorStore {
    static Consumer<ApplicationContext> wiring(AtomicBoolean leaks, AtomicBoolean blind) {
        return context -> context.registerBeanDefinition(RuntimeBeanDefinition.builder(
                        VectorStore.class,
                        () -> new Leaky(context.getBean(LuceneVectorStore.class), leaks, blind, false))
                .singleton(true)
                .build());
    }

    @Override
    public void write(List<Passage> passages, List<MessageRef> gone, Map<ConversationId, Cursor> reached) {
        boolean loses = successorOfOne && leaks.get() && !passages.isEmpty();
        real.write(loses ? passages.subList(1, passages.size()) : passages, gone, reached);
    }

    @Override
    public VectorStore successor() {
        return new Leaky(real.successor(), leaks, blind, true);
    }

    @Override
    public void succeededBy(VectorStore successor, Kept kept) {
        real.succeededBy(((Leaky) successor).real, kept);
    }

    @Override
    public void discard(VectorStore successor) {
        real.discard(((Leaky) successor).real);
    }

    @Override
    public String where() {
        return real.where();
    }

    @Override
    public String remedy() {
        return real.remedy();
    }

    @Override
    public Kept open() {
        return real.open();
    }

    @Override
    public boolean isOpen() {
        return real.isOpen();
    }

    @Override
    public void commit(Kept kept) {
        real.commit(kept);
    }

    @Override
    public void purge(Kept kept) {
        real.purge(kept);
    }

    @Override
    public void close() {
        real.close();
    }

    @Override
    public Pool find(Viewer viewer, Reach reach, Wanted wanted, Depth depth, First first) {
        return successorOfOne && blind.get() ? Pool.EMPTY : real.find(viewer, reach, wanted, depth, first);
    }

    @Override
    public Map<PersonId, Set<String>> speakers(Viewer viewer, Reach reach) {
        return real.speakers(viewer, reach);
    }

    @Override
    public long version() {
        return real.version();
    }

    @Override
    public List<Spot> lacking(String embedder, int most) {
        return real.lacking(embedder, most);
    }

    @Override
    public long lacking(String embedder) {
        return real.lacking(embedder);
    }

    @Override
    public List<Spot> beside(String embedder, int most) {
        return real.beside(embedder, most);
    }

    @Override
    public Contents contents(Viewer viewer, Collection<MessageRef> messages, String embedder) {
        return real.contents(viewer, messages, embedder);
    }
}
