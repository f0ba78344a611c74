package ai.clara.memory.follow;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.id.ConversationId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MovesTest {
    private static final ConversationId HERE = new ConversationId(new UUID(1, 1));
    private static final ConversationId THERE = new ConversationId(new UUID(1, 2));
    private final Moves moves = new Moves();

    @Test
    void whatLayBehindTheCursorWasThere() {
        moves.note(HERE, 0);
        long then = moves.count();
        assertThat(moves.stoodThere(then, HERE, 5)).as("nothing moved").isTrue();
        moves.note(HERE, 5);
        moves.note(HERE, 8);
        assertThat(moves.stoodThere(then, HERE, 5)).isTrue();
        assertThat(moves.stoodThere(then, HERE, 6))
                .as("came with the next move")
                .isFalse();
        assertThat(moves.stoodThere(moves.count(), HERE, 6)).isTrue();
    }

    @Test
    void movesElsewhereSayNothing() {
        long then = moves.count();
        moves.note(THERE, 0);
        assertThat(moves.stoodThere(then, HERE, 6)).isTrue();
    }

    @Test
    void whatIsTooLongAgoIsNotKnown() {
        moves.note(HERE, 0);
        long then = moves.count();
        for (int i = 0; i < 256; i++) {
            moves.note(THERE, i);
        }
        assertThat(moves.stoodThere(then, HERE, 1)).isTrue();
        moves.note(THERE, 256);
        assertThat(moves.stoodThere(then, HERE, 1)).isFalse();
    }
}
