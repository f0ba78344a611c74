package ai.clara.engine.prompt;

import ai.clara.engine.identity.People;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who speaks, where, and in which project. */
@Singleton
final class SituationSection implements PromptSection {
    private static final int MET_MAX = 10_000;

    private final Db db;
    private final People people;

    /** Who has been met is never met for the first time again. */
    private final Set<PersonId> met = ConcurrentHashMap.newKeySet();

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
        boolean first = !met.contains(turn.person())
                && db.system(
                        "is this the first meeting",
                        connection -> people.firstMeeting(connection, turn.person(), turn.message()));
        if (!first && met.size() < MET_MAX) {
            met.add(turn.person());
        }
        return Optional.of(new SectionContent.Situation(turn.personName(), turn.place(), turn.project(), first));
    }
}
