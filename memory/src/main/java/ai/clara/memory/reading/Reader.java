package ai.clara.memory.reading;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.Models;
import ai.clara.spi.model.Tier;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Lets memory's own model read messages. */
@Singleton
public final class Reader {
    /** The number of the questions; it is kept with what was answered. */
    static final int VERSION = 1;

    /** Of one message; more than anybody says of people in so many words. */
    public static final int TEXT_CHARS_MAX = 4_000;

    private static final int HEARD_CHARS_MAX = 24_000;
    private static final int NAME_CHARS_MAX = 100;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** What a moderate model does well. */
    private static final Tier TIER = Tier.MID;

    private final Models models;
    private final Clock clock;
    private final Set<ChatStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("reading-deadlines").factory());

    Reader(Models models, Clock clock) {
        this.models = models;
        this.clock = clock;
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Whether settings name a model for memory alone. Who only chose one to talk has not asked for messages to be sent twice. */
    public boolean wanted() {
        return models.hasOwn(Models.Role.MEMORY);
    }

    /** Its name. */
    public String model() {
        return asked().name();
    }

    private ChatModel asked() {
        return models.chat(Models.Role.MEMORY, Optional.of(TIER));
    }

    /**
     * Asks once.
     *
     * @param messages of one conversation and one audience
     * @param predicates that may be answered
     * @param most so many claims of one message at most
     * @throws ModelException when the model fails, takes too long, or answers with something else
     */
    public Heard read(List<TranscriptEntry> messages, Collection<String> predicates, int most) {
        List<String> texts = messages.stream().map(entry -> cut(entry.text())).toList();
        var now = clock.instant();
        ChatModel model = asked();
        try (ChatStream stream = model.stream(Sheet.request(texts, predicates, TIER, now, now.plus(LIMIT)))) {
            open.add(stream);
            Future<?> alarm = timer.schedule(stream::close, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return heard(stream, model.name(), messages, most);
            } finally {
                alarm.cancel(false);
                open.remove(stream);
            }
        }
    }

    /** Ends what is being asked. */
    public void hush() {
        open.forEach(ChatStream::close);
    }

    @PreDestroy
    void shutdown() {
        timer.shutdownNow();
    }

    private static Heard heard(ChatStream stream, String asked, List<TranscriptEntry> messages, int most) {
        var text = new StringBuilder();
        String model = asked;
        boolean whole = false;
        while (!whole) {
            switch (stream.next()) {
                case ChatDelta.Text(String piece) -> {
                    text.append(piece);
                    // One that goes on and on is not listened to.
                    whole = text.length() >= HEARD_CHARS_MAX;
                }
                case ChatDelta.Finished finished -> {
                    model = finished.model().isBlank() ? asked : finished.model();
                    whole = true;
                }
            }
        }
        Map<Integer, List<Claim>> read = Answer.read(text.toString(), messages.size(), most)
                .orElseThrow(() -> new ModelException(
                        ModelException.Kind.TRUNCATED,
                        "The model did not answer with the JSON that it was asked for."));
        var claims = new HashMap<MessageRef, List<Claim>>();
        read.forEach((number, own) -> claims.put(messages.get(number - 1).ref(), own));
        return new Heard(claims, oneLine(model));
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(TEXT_CHARS_MAX, text.length()));
    }

    /** Whoever serves the model says its name, and it is kept and shown. */
    private static String oneLine(String name) {
        String line = name.replaceAll("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.substring(0, Math.min(NAME_CHARS_MAX, line.length()));
    }
}
