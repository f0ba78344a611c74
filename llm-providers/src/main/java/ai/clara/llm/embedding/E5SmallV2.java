package ai.clara.llm.embedding;

import dev.langchain4j.model.embedding.onnx.e5smallv2q.E5SmallV2QuantizedEmbeddingModel;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The quantised model that comes with langchain4j, run by ONNX Runtime. */
final class E5SmallV2 implements Encoder {
    private static final Logger LOG = LoggerFactory.getLogger(E5SmallV2.class);

    // Each caller encodes on its own thread: batches must not take the processors from answers.
    private final E5SmallV2QuantizedEmbeddingModel model = new E5SmallV2QuantizedEmbeddingModel(Runnable::run);

    private E5SmallV2() {}

    static E5SmallV2 load(NativeParts nativeParts) throws IOException {
        long begun = System.nanoTime();
        try {
            nativeParts.prepare();
            NativeEnvironment.hold();
            var encoder = new E5SmallV2();
            encoder.encode("query: ready");
            LOG.info("encoder loaded in {} ms", (System.nanoTime() - begun) / 1_000_000);
            return encoder;
        } catch (IOException | RuntimeException | LinkageError e) {
            if (processEnds()) {
                LOG.info("encoder not loaded, the process ends");
            } else {
                LOG.error("encoder not loaded", e);
            }
            throw e;
        }
    }

    /** ONNX Runtime does not load any more then, for it can leave no hook. */
    private static boolean processEnds() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Override
    public float[] encode(String text) {
        return model.embed(text).content().vector();
    }
}
