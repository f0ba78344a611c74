package ai.clara.engine.prompt;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.id.TurnId;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Provenance;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.Quote;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.Source;
import ai.clara.spi.store.Db;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps of each turn what its prompt was made of. */
@Singleton
public final class PromptShelf {
    private static final Argument<Map<PromptSlot, KeptSection>> KEPT =
            Argument.mapOf(PromptSlot.class, KeptSection.class);
    private static final int WORDS_KNOWN_MAX = 1_000;

    private final Db db;
    private final JsonMapper json;

    /** Digests of words that are stored. */
    private final Set<String> stored = ConcurrentHashMap.newKeySet();

    PromptShelf(Db db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** How this prompt is kept; empty when there was none. Not within a transaction: wording of Clara's own that is new is stored. */
    public Optional<String> pack(Assembled prompt) {
        if (prompt.sections().isEmpty()) {
            return Optional.empty();
        }
        Map<PromptSlot, KeptSection> kept = new EnumMap<>(PromptSlot.class);
        prompt.sections().forEach((slot, content) -> kept.put(slot, kept(content)));
        try {
            return Optional.of(json.writeValueAsString(KEPT, kept));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Within the transaction that ends the turn. */
    public static void put(Connection connection, TurnId turn, String packed) throws SQLException {
        Sql.of("insert into prompts (turn_id, sections) values (?, ?::jsonb)", turn.value(), packed)
                .run(connection);
    }

    Map<PromptSlot, KeptSection> unpack(String packed) {
        try {
            return json.readValue(packed, KEPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeptSection kept(SectionContent content) {
        return switch (content) {
            case SectionContent.Prose(String text) -> new KeptSection.Prose(words(text));
            case SectionContent.Now(var at, var zone) -> new KeptSection.Now(at, zone.getId());
            case SectionContent.Situation situation -> new KeptSection.Situation(situation.firstMeeting());
            case SectionContent.Recalled(Recollection recollection) -> kept(recollection);
            case SectionContent.Summary notes ->
                new KeptSection.Summary(
                        notes.source().kind(),
                        notes.source().session().value(),
                        notes.source().madeAt(),
                        notes.about());
            case SectionContent.Messages(String label, List<Quote> quotes) ->
                new KeptSection.Messages(
                        label,
                        quotes.stream()
                                .map(Quote::source)
                                .map(PromptShelf::line)
                                .toList());
        };
    }

    private static KeptSection kept(Recollection recollection) {
        return new KeptSection.Recalled(
                recollection.evidence().stream().map(PromptShelf::item).toList(),
                recollection.answerable(),
                recollection.asked(),
                Optional.of(recollection.certainty()).filter(certainty -> !certainty.isNaN()),
                Optional.of(recollection.partial()).filter(partial -> partial),
                Optional.of(recollection.graphless()).filter(graphless -> graphless));
    }

    private static KeptSection.Item item(Evidence evidence) {
        return new KeptSection.Item(
                evidence.message().value(),
                evidence.score(),
                evidence.support(),
                evidence.times(),
                evidence.first(),
                evidence.stretch().map(stretch -> new KeptSection.Part(stretch.from(), stretch.to())));
    }

    private static KeptSection.Line line(Source source) {
        return switch (source) {
            case Source.Message(var ref) ->
                new KeptSection.Line(Optional.of(ref.value()), Optional.empty(), Optional.empty());
            case Source.Platform(String platform, String id) ->
                new KeptSection.Line(Optional.empty(), Optional.of(platform), Optional.of(id));
            case Source.Notes notes -> throw new IllegalArgumentException("notes are a section of their own");
        };
    }

    private String words(String text) {
        String digest = digest(text);
        if (!stored.contains(digest)) {
            db.system(
                    "keep the wording of a prompt",
                    connection -> Sql.of(
                                    "insert into prompt_words (digest, words, owner_key, audience_key, provenance, sensitivity)"
                                            + " values (?, ?, ?, ?, ?, ?::sensitivity) on conflict do nothing",
                                    digest,
                                    text,
                                    new Audience.Everyone().key(),
                                    new Audience.Everyone().key(),
                                    new Provenance(Provenance.Kind.SYSTEM, "prompt").label(),
                                    Sensitivity.ORDINARY)
                            .run(connection));
            if (stored.size() < WORDS_KNOWN_MAX) {
                stored.add(digest);
            }
        }
        return digest;
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
