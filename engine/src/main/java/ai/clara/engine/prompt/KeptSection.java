package ai.clara.engine.prompt;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A section of a prompt as it is kept: where its words stand and what they were good for, without the words. */
@Serdeable
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = KeptSection.Prose.class, name = "prose"),
    @JsonSubTypes.Type(value = KeptSection.Now.class, name = "now"),
    @JsonSubTypes.Type(value = KeptSection.Situation.class, name = "situation"),
    @JsonSubTypes.Type(value = KeptSection.Recalled.class, name = "recalled"),
    @JsonSubTypes.Type(value = KeptSection.Messages.class, name = "messages"),
    @JsonSubTypes.Type(value = KeptSection.Summary.class, name = "summary")
})
sealed interface KeptSection {
    /** @param digest of the words in {@code prompt_words} */
    @Serdeable
    record Prose(String digest) implements KeptSection {}

    @Serdeable
    record Now(Instant at, String zone) implements KeptSection {}

    /** Name, place and project stand with the message that was answered. */
    @Serdeable
    record Situation(boolean firstMeeting) implements KeptSection {}

    /**
     * @param certainty empty when it was not judged
     * @param partial empty when all could be searched, as in prompts from before that was kept
     * @param graphless empty when the graph was there or not needed
     */
    @Serdeable
    record Recalled(
            List<Item> items,
            boolean answerable,
            boolean asked,
            Optional<Double> certainty,
            Optional<Boolean> partial,
            Optional<Boolean> graphless)
            implements KeptSection {}

    /** One message that memory gave. */
    @Serdeable
    record Item(UUID message, double score, double support, int times, Instant first, Optional<Part> part) {}

    @Serdeable
    record Part(int from, int to) {}

    @Serdeable
    record Messages(String label, List<Line> lines) implements KeptSection {}

    /** A message of the transcript, or one of a platform. */
    @Serdeable
    record Line(Optional<UUID> message, Optional<String> platform, Optional<String> id) {}

    @Serdeable
    record Summary(String kind, UUID session, Instant madeAt, String about) implements KeptSection {}
}
