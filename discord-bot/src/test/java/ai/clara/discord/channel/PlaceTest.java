package ai.clara.discord.channel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.id.ConversationKey.Kind;
import org.junit.jupiter.api.Test;

final class PlaceTest {
    @Test
    void directMessageIsKnownByThePerson() {
        assertThat(Place.direct("7").key().kind()).isEqualTo(Kind.DIRECT);
        assertThat(Place.direct("7").key().place()).isEqualTo("7");
    }

    @Test
    void onlyAPublicThreadHasItsChannelsReaders() {
        assertThat(Place.room("1").within()).isEmpty();
        assertThat(Place.privateThread("2").within()).isEmpty();
        assertThat(Place.publicThread("3", "1").within()).contains("1");
        assertThat(Place.publicThread("3", "1").key().kind()).isEqualTo(Kind.ROOM);
        assertThat(Place.publicThread("3", "1").key().place()).isEqualTo("3");
    }
}
