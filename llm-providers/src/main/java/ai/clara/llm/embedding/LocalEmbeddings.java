package ai.clara.llm.embedding;

import static ai.clara.spi.model.ModelException.Kind.CANCELLED;
import static ai.clara.spi.model.ModelException.Kind.REFUSED;

import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.store.Home;
import dev.langchain4j.model.embedding.onnx.e5smallv2q.E5SmallV2QuantizedEmbeddingModel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * e5-small-v2, quantised, in this process: 384 dimensions, no network. Loaded in the background when first asked for. Of a long
 * text the first {@value #TEXT_CHARS_MAX} characters count, so that no message holds the encoder for seconds.
 */
final class LocalEmbeddings implements EmbeddingModel {
    private static final Logger LOG = LoggerFactory.getLogger(LocalEmbeddings.class);
    private static final int TEXT_CHARS_MAX = 4_000;

    private final NativeParts nativeParts;
    private final FutureTask<E5SmallV2QuantizedEmbeddingModel> loading = new FutureTask<>(this::load);
    private final AtomicBoolean started = new AtomicBoolean();

    LocalEmbeddings(Home home) {
        this.nativeParts = new NativeParts(home);
    }

    @Override
    public String id() {
        return "e5-small-v2-q/1";
    }

    @Override
    public int dimensions() {
        return 384;
    }

    @Override
    public boolean ready() {
        begin();
        return loading.state() == FutureTask.State.SUCCESS;
    }

    @Override
    public List<float[]> embed(List<String> texts, Purpose purpose) {
        E5SmallV2QuantizedEmbeddingModel encoder = loaded();
        String prefix = switch (purpose) {
            case QUERY -> "query: ";
            case PASSAGE -> "passage: ";
        };
        return texts.stream()
                .map(text -> encoder.embed(prefix + beginning(text)).content().vector())
                .map(UnitVectors::unit)
                .toList();
    }

    private static String beginning(String text) {
        return text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX);
    }

    private void begin() {
        if (started.compareAndSet(false, true)) {
            // A platform thread: loading is native work that would pin a carrier for most of a second.
            Thread.ofPlatform().daemon().name("encoder-loading").start(loading);
        }
    }

    private E5SmallV2QuantizedEmbeddingModel loaded() {
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

    private E5SmallV2QuantizedEmbeddingModel load() throws IOException {
        long begun = System.nanoTime();
        try {
            nativeParts.prepare();
            // Each caller encodes on its own thread: batches must not take the processors from answers.
            var encoder = new E5SmallV2QuantizedEmbeddingModel(Runnable::run);
            encoder.embed("query: ready");
            LOG.info("encoder loaded in {} ms", (System.nanoTime() - begun) / 1_000_000);
            return encoder;
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.error("encoder not loaded", e);
            throw e;
        }
    }
}
