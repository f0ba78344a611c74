package ai.clara.llm.embedding;

import static ai.clara.spi.model.ModelException.Kind.CANCELLED;
import static ai.clara.spi.model.ModelException.Kind.REFUSED;

import ai.clara.spi.model.ModelException;
import ai.clara.spi.store.Home;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * e5-small-v2, quantised, in this process: 384 dimensions, no network. Loaded in the background when first asked for. Of a long
 * text the first {@value #TEXT_CHARS_MAX} characters count, so that no message holds the encoder for seconds.
 */
final class LocalEmbeddings implements Embedder {
    static final String ID = "e5-small-v2-q/1";
    private static final Logger LOG = LoggerFactory.getLogger(LocalEmbeddings.class);
    private static final int TEXT_CHARS_MAX = 4_000;
    private static final Duration LEAVING_BOUND = Duration.ofSeconds(10);

    private final FutureTask<Encoder> loading;
    private final AtomicBoolean started = new AtomicBoolean();
    private final NativeCalls calls = new NativeCalls();

    LocalEmbeddings(Home home) {
        this(() -> E5SmallV2.load(new NativeParts(home)));
    }

    LocalEmbeddings(Callable<Encoder> loader) {
        this.loading = new FutureTask<>(loader);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int dimensions() {
        return 384;
    }

    @Override
    public boolean ready() {
        if (!calls.enter()) {
            return false;
        }
        try {
            begin();
            return loading.state() == FutureTask.State.SUCCESS;
        } finally {
            calls.leave();
        }
    }

    @Override
    public List<float[]> embed(List<String> texts, Purpose purpose) {
        if (!calls.enter()) {
            throw stopping();
        }
        try {
            Encoder encoder = loaded();
            String prefix = switch (purpose) {
                case QUERY -> "query: ";
                case PASSAGE -> "passage: ";
            };
            return texts.stream()
                    .map(text -> vector(encoder, prefix + beginning(text)))
                    .toList();
        } finally {
            calls.leave();
        }
    }

    /** A batch ends between two texts, so that a stop waits for one text only. */
    private float[] vector(Encoder encoder, String text) {
        if (calls.closed()) {
            throw stopping();
        }
        return UnitVectors.unit(encoder.encode(text));
    }

    private static String beginning(String text) {
        return text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX);
    }

    @Override
    public void open() {
        calls.open();
    }

    @Override
    public void close() {
        if (!calls.close(LEAVING_BOUND)) {
            LOG.warn("the encoder still works after {} s of waiting for it", LEAVING_BOUND.toSeconds());
        }
    }

    private static ModelException stopping() {
        return new ModelException(CANCELLED, "Clara is stopping, so no more texts are embedded.");
    }

    /** By one who is inside. */
    private void begin() {
        if (started.compareAndSet(false, true)) {
            calls.bringAlong();
            // A platform thread: loading is native work that would pin a carrier for most of a second.
            Thread.ofPlatform().daemon().name("encoder-loading").start(this::load);
        }
    }

    private void load() {
        try {
            loading.run();
        } finally {
            calls.leave();
        }
    }

    private Encoder loaded() {
        begin();
        try {
            return loading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException(CANCELLED, "Waiting for the local embedding model was interrupted.", e);
        } catch (ExecutionException e) {
            throw new ModelException(
                    REFUSED,
                    "The local embedding model could not be loaded; look for 'encoder' in the log under CLARA_HOME.",
                    e);
        }
    }
}
