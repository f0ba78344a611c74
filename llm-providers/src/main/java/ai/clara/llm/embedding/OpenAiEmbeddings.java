package ai.clara.llm.embedding;

import ai.clara.llm.wire.Wire;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.settings.Settings;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings of an OpenAI-compatible service. Its texts leave this machine, so only an explicit setting makes one. Its id holds what
 * makes its vectors what they are: model, length where one is asked for, and the service, unless that is OpenAI's own, since others
 * may call another model the same.
 */
final class OpenAiEmbeddings implements Embedder {
    private static final int TEXT_CHARS_MAX = 16_000;
    /** What Lucene's formats take; the vendor's newer models shorten their vectors on request. */
    private static final int SHORTENED_DIMENSIONS = 1_024;

    private static final String PREFIX = "openai/";
    private static final String AT = "@";
    private static final String SHORTENED = "/" + SHORTENED_DIMENSIONS;

    private final Settings settings;
    private @Nullable OpenAiEmbeddingModel client;
    private final String model;
    private final ReentrantLock measuring = new ReentrantLock();
    private volatile int dimensions;

    OpenAiEmbeddings(Settings settings) {
        this(settings, settings.text(EmbeddingSettings.MODEL));
    }

    private OpenAiEmbeddings(Settings settings, String model) {
        this.settings = settings;
        this.model = model;
        this.dimensions = knownDimensions(model);
    }

    /** The model with this id, if it is one of the service that the settings name now. */
    static Optional<OpenAiEmbeddings> named(Settings settings, String id) {
        String service = service(settings);
        boolean elsewhere = service.isEmpty() ? id.contains(AT) : !id.endsWith(service);
        if (!id.startsWith(PREFIX) || elsewhere) {
            return Optional.empty();
        }
        String name = id.substring(PREFIX.length(), Math.max(PREFIX.length(), id.length() - service.length()));
        // A name may contain all that an id puts around it: the id that comes of it decides.
        return Stream.of(name, name.endsWith(SHORTENED) ? name.substring(0, name.length() - SHORTENED.length()) : name)
                .filter(model -> !model.isEmpty())
                .map(model -> new OpenAiEmbeddings(settings, model))
                .filter(embedder -> embedder.id().equals(id))
                .findFirst();
    }

    @Override
    public String id() {
        return PREFIX + model + (shortens(model) ? SHORTENED : "") + service(settings);
    }

    /** Where the settings send texts, without what lets one in there. Nothing for OpenAI's own address. */
    private static String service(Settings settings) {
        String address = settings.text(EmbeddingSettings.BASE_URL);
        if (address.equals(EmbeddingSettings.BASE_URL.defaultValue())) {
            return "";
        }
        return AT
                + address.replaceFirst("^[a-zA-Z]+://", "")
                        .replaceFirst("^[^/@]*@", "")
                        .replaceFirst("[?#].*$", "")
                        .replaceFirst("/+$", "");
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
