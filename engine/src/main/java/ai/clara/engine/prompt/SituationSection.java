package ai.clara.engine.prompt;

import ai.clara.engine.identity.People;
import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Who speaks, and where. */
@Singleton
final class SituationSection implements PromptSection {
    private final Db db;
    private final People people;

    SituationSection(Db db, People people) {
        this.db = db;
        this.people = people;
    }

    @Override
    public PromptSlot slot() {
        return PromptSlot.SITUATION;
    }

    @Override
    public int budgetTokens() {
        return 80;
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Optional<SectionContent> render(TurnView turn) {
        boolean first =
                db.system("is this the first meeting", connection -> people.firstMeeting(connection, turn.person()));
        return Optional.of(new SectionContent.Situation(turn.personName(), turn.place(), first));
    }
}
