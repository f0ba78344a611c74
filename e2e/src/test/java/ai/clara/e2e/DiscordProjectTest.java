package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.discord.Guild;
import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Seen;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code /project} in Discord. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@ExtendWith(DiscordTown.Shared.class)
class DiscordProjectTest {
    private final DiscordTown town;

    DiscordProjectTest(DiscordTown town) {
        this.town = town;
    }

    @AfterEach
    void inOrder() {
        town.isInOrder();
    }

    @Test
    void somebodyAloneGoesWhereTheyLike() {
        Person nils = town.person("Nils");
        Place dm = town.direct(nils);
        assertThat(project(dm, nils, "greenhouse").content()).contains("Say something to me here first");
        town.answered(dm.says(nils, "hello to you"), DiscordTown.heard("hello to you"));
        Seen moved = project(dm, nils, "Greenhouse");
        assertThat(moved.content()).contains("From here on we talk in the project **greenhouse**");
        assertThat(moved.onlyFor()).contains(nils.id());
        town.answered(dm.says(nils, "watering plan"), DiscordTown.heard("watering plan"));
        assertThat(town.question("watering plan").request().prompt()).contains("in the project greenhouse");
        assertThat(dm.slash(nils, "project").awaitAnswer(DiscordTown.PATIENCE).content())
                .contains("We are in the project **greenhouse**. There are: **Default Project**, **greenhouse**.");
        assertThat(project(dm, nils, "x".repeat(61)).content()).contains("1 to 60 readable characters");
        assertThat(project(dm, nils, "default project").content()).contains("I recall it everywhere");
        town.answered(dm.says(nils, "which watering"), DiscordTown.heard("which watering"));
        assertThat(town.question("which watering").request().prompt())
                .contains("hello to you")
                .doesNotContain("watering plan");
    }

    @Test
    void aChannelGoesWhereWhoeverManagesItSays() {
        Guild harbour = town.discord().guild("Harbour");
        Place room = town.channel("Harbour", "workshop");
        Person owner = harbour.owner();
        Person guest = town.person("Ole");
        harbour.join(guest);
        town.answered(town.asks(room, guest, "bricks please"), DiscordTown.heard("bricks please"));
        assertThat(project(room, guest, "tower").content()).contains("whoever may manage the channel");
        assertThat(project(room, owner, "tower").content()).contains("in the project **tower**");
        town.answered(town.asks(room, guest, "mortar please"), DiscordTown.heard("mortar please"));
        assertThat(town.question("mortar please").request().prompt()).contains("in the project tower");
    }

    private static Seen project(Place place, Person who, String name) {
        return place.slash(who, "project", Map.of("name", name)).awaitAnswer(DiscordTown.PATIENCE);
    }
}
