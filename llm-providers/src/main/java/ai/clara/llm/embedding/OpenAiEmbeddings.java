package ai.clara.llm.embedding;

import ai.clara.llm.wire.Wire;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.settings.Settings;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Embeddings of an OpenAI-compatible service. Its texts leave this machine, so only an explicit setting makes one. */
final class OpenAiEmbeddings implements Embedder {
    private static final int TEXT_CHARS_MAX = 16_000;
    /** What Lucene's formats take; the vendor's newer models shorten their vectors on request. */
    private static final int SHORTENED_DIMENSIONS = 1_024;

    private final Settings settings;
    private @Nullable OpenAiEmbeddingModel client;
    private final String model;
    private final ReentrantLock measuring = new ReentrantLock();
    private volatile int dimensions;

    OpenAiEmbeddings(Settings settings) {
        this.settings = settings;
        this.model = settings.text(EmbeddingSettings.MODEL);
        this.dimensions = knownDimensions(model);
    }

    @Override
    public String id() {
        return "openai/" + model + (shortens(model) ? "/" + SHORTENED_DIMENSIONS : "");
    }

    /** Known where we ask for a length; for any other model one short call tells. */
    @Override
    public int dimensions() {
        if (dimensions == 0) {
            measuring.lock();
            try {
                if (dimensions == 0) {
                    dimensions = measured();
                }
            } finally {
                measuring.unlock();
            }
        }
        return dimensions;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public List<float[]> embed(List<String> texts, Purpose purpose) {
        if (texts.isEmpty()) {
            return List.of();
        }
        EmbeddingSettings.problem(settings).ifPresent(sentence -> {
            throw new ModelException(ModelException.Kind.REFUSED, sentence);
        });
        try {
            return client()
                    .embedAll(texts.stream().map(OpenAiEmbeddings::segment).toList())
                    .content()
                    .stream()
                    .map(Embedding::vector)
                    .map(UnitVectors::unit)
                    .toList();
        } catch (RuntimeException e) {
            throw Wire.translate(e, "The embedding service", model);
        }
    }

    private int measured() {
        return embed(List.of("dimensions"), Purpose.QUERY).getFirst().length;
    }

    /** One for all calls: its connections are kept. */
    private synchronized OpenAiEmbeddingModel client() {
        OpenAiEmbeddingModel known = client;
        if (known == null) {
            known = connect();
            client = known;
        }
        return known;
    }

    private OpenAiEmbeddingModel connect() {
        return OpenAiEmbeddingModel.builder()
                .httpClientBuilder(Wire.http())
                .baseUrl(settings.text(EmbeddingSettings.BASE_URL))
                .apiKey(settings.text(EmbeddingSettings.KEY))
                .modelName(model)
                .dimensions(shortens(model) ? SHORTENED_DIMENSIONS : null)
                .timeout(Duration.ofSeconds(20))
                .maxRetries(0)
                .build();
    }

    private static TextSegment segment(String text) {
        String cut = text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX);
        return TextSegment.from(cut.isBlank() ? "(empty)" : cut);
    }

    private static int knownDimensions(String model) {
        return shortens(model) ? SHORTENED_DIMENSIONS : 0;
    }

    private static boolean shortens(String model) {
        return model.startsWith("text-embedding-3-");
    }
}
