package ai.clara.engine.summary;

import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.Tier;
import ai.clara.spi.privacy.Provenance;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A summary in a model's words. */
@Singleton
final class Retelling {
    static final int CHARS_MAX = 1_500;

    /** A model that goes on and on is not listened to. */
    private static final int HEARD_CHARS_MAX = 4 * CHARS_MAX;

    private static final int NAME_CHARS_MAX = 100;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Clock clock;
    private final Set<ChatStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("summary-deadlines").factory());

    Retelling(Clock clock) {
        this.clock = clock;
        timer.setRemoveOnCancelPolicy(true);
    }

    /** @throws ModelException when the model fails, says nothing, or takes too long */
    Retold by(ChatModel model, Tier tier, Material material) {
        var now = clock.instant();
        try (ChatStream stream = model.stream(Minutes.request(material, tier, now, now.plus(LIMIT)))) {
            open.add(stream);
            Future<?> alarm = timer.schedule(stream::close, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return read(stream, model.name());
            } finally {
                alarm.cancel(false);
                open.remove(stream);
            }
        }
    }

    /** Ends what is being told. */
    void hush() {
        open.forEach(ChatStream::close);
    }

    @PreDestroy
    void shutdown() {
        timer.shutdownNow();
    }

    private static Retold read(ChatStream stream, String asked) {
        var text = new StringBuilder();
        String model = asked;
        boolean whole = false;
        while (!whole) {
            switch (stream.next()) {
                case ChatDelta.Text(String piece) -> {
                    text.append(piece);
                    whole = text.length() >= HEARD_CHARS_MAX;
                }
                case ChatDelta.Finished finished -> {
                    model = finished.model().isBlank() ? asked : finished.model();
                    whole = true;
                }
            }
        }
        String words = Cut.toSentence(plain(text.toString()), CHARS_MAX);
        if (words.isBlank()) {
            throw new ModelException(ModelException.Kind.TRUNCATED, "The model gave an empty summary.");
        }
        return new Retold(words, new Provenance(Provenance.Kind.MODEL, Cut.to(oneLine(model), NAME_CHARS_MAX)));
    }

    /** Whoever serves the model says its name, and it will stand in prompts. */
    private static String oneLine(String name) {
        return name.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
    }

    /** Without control characters, which PostgreSQL or a reader could stumble over, and without empty lines. */
    private static String plain(String text) {
        return text.replaceAll("\\R+", "\n").replaceAll("[\\p{Cc}&&[^\n]]", " ").strip();
    }
}
