package ai.clara.llm.catalog;

import ai.clara.llm.offline.OfflineModel;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.settings.Settings;
import ai.clara.testkit.MapSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Catalogues over settings, and questions to their models. */
final class Catalogs {
    /** The dialects measure with a stopwatch, so requests carry the real time. */
    static final Clock CLOCK = Clock.systemUTC();

    private Catalogs() {}

    static ModelCatalog of(String... settings) {
        return of(MapSettings.of(settings));
    }

    static ModelCatalog of(Settings settings) {
        var switchboard = new Switchboard(settings, CLOCK);
        return new ModelCatalog(
                settings, CLOCK, new OfflineModel(), switchboard, new OllamaNearby(settings, switchboard));
    }

    /** The whole answer, and behind a slash who gave it. */
    static String ask(ChatModel model) {
        var text = new StringBuilder();
        try (var stream = model.stream(request())) {
            while (true) {
                switch (stream.next()) {
                    case ChatDelta.Text(String piece) -> text.append(piece);
                    case ChatDelta.Finished finished -> {
                        return text + "/" + finished.model();
                    }
                }
            }
        }
    }

    static ChatRequest request() {
        return new ChatRequest(
                Map.of(),
                new ChatMessage.FromPerson("Anna", CLOCK.instant(), List.of(new Part.Text("hi"))),
                Optional.empty(),
                CLOCK.instant().plus(Duration.ofSeconds(20)));
    }
}
