package ai.clara.discord.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.discord.channel.Place;
import ai.clara.discord.inbound.Access.Verdict;
import ai.clara.discord.inbound.Allowed.Dms;
import ai.clara.spi.command.CommandException;
import ai.clara.testkit.MapSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AccessTest {
    private static final Allowed ALL = new Allowed(Set.of(), Set.of(), Set.of(), Dms.MEMBERS);

    private static Heard in(String server, String channel, Optional<String> parent, Optional<Set<String>> roles) {
        return heard(Place.room(channel), Optional.of(new Heard.Room(server, channel, parent)), roles);
    }

    private static Heard direct() {
        return heard(Place.direct("7"), Optional.empty(), Optional.empty());
    }

    private static Heard heard(Place place, Optional<Heard.Room> room, Optional<Set<String>> roles) {
        var wording = new Wording("hello", Set.of(), Map.of(), room.isEmpty(), true);
        return new Heard("1", place, room, true, "7", "Ann", roles, wording, List.of(), Instant.EPOCH, false);
    }

    private static Verdict room(Allowed allowed, Heard heard) {
        return Access.decide(allowed, heard, List.of(), (server, user) -> Optional.empty());
    }

    private static Verdict direct(Allowed allowed, Map<String, Membership> known, String... servers) {
        return Access.decide(
                allowed, direct(), List.of(servers), (server, user) -> Optional.ofNullable(known.get(server)));
    }

    @Test
    void emptyListsAllowEveryRoom() {
        assertThat(room(ALL, in("s1", "c1", Optional.empty(), Optional.empty())))
                .isEqualTo(Verdict.YES);
    }

    @Test
    void channelsAllowTheirThreads() {
        var allowed = new Allowed(Set.of(), Set.of("c1"), Set.of(), Dms.MEMBERS);
        assertThat(room(allowed, in("s1", "c1", Optional.empty(), Optional.empty())))
                .isEqualTo(Verdict.YES);
        assertThat(room(allowed, in("s1", "t1", Optional.of("c1"), Optional.empty())))
                .isEqualTo(Verdict.YES);
        assertThat(room(allowed, in("s1", "t1", Optional.of("c2"), Optional.empty())))
                .isEqualTo(Verdict.NO);
        assertThat(room(allowed, in("s1", "c2", Optional.empty(), Optional.empty())))
                .isEqualTo(Verdict.NO);
    }

    @Test
    void serversSupersedeChannels() {
        var allowed = new Allowed(Set.of("s1"), Set.of("c2"), Set.of(), Dms.MEMBERS);
        assertThat(room(allowed, in("s1", "c1", Optional.empty(), Optional.empty())))
                .isEqualTo(Verdict.YES);
        assertThat(room(allowed, in("s2", "c2", Optional.empty(), Optional.empty())))
                .isEqualTo(Verdict.NO);
        assertThat(allowed.sentence()).contains("DISCORD_ALLOWED_CHANNELS is not read");
    }

    @Test
    void rolesAreNeededInAddition() {
        var allowed = new Allowed(Set.of("s1"), Set.of(), Set.of("r1"), Dms.MEMBERS);
        assertThat(room(allowed, in("s1", "c1", Optional.empty(), Optional.of(Set.of("r1", "r2")))))
                .isEqualTo(Verdict.YES);
        assertThat(room(allowed, in("s1", "c1", Optional.empty(), Optional.of(Set.of("r2")))))
                .isEqualTo(Verdict.NO);
        assertThat(room(allowed, in("s2", "c1", Optional.empty(), Optional.of(Set.of("r1")))))
                .isEqualTo(Verdict.NO);
        assertThat(room(allowed, in("s1", "c1", Optional.empty(), Optional.empty())))
                .isEqualTo(Verdict.ASK);
    }

    @Test
    void directMessagesGoByTheirSetting() {
        var everyone = new Allowed(Set.of(), Set.of(), Set.of(), Dms.EVERYONE);
        var none = new Allowed(Set.of(), Set.of(), Set.of(), Dms.NONE);
        assertThat(direct(everyone, Map.of())).isEqualTo(Verdict.YES);
        assertThat(direct(none, Map.of("s1", Membership.of("Ann", Set.of())), "s1"))
                .isEqualTo(Verdict.NO);
    }

    @Test
    void membersOfAnAllowedServerMayWrite() {
        Membership member = Membership.of("Ann", Set.of());
        assertThat(direct(ALL, Map.of("s1", Membership.none(), "s2", member), "s1", "s2"))
                .isEqualTo(Verdict.YES);
        assertThat(direct(ALL, Map.of("s2", member), "s1")).isEqualTo(Verdict.ASK);
        assertThat(direct(ALL, Map.of("s1", Membership.none()), "s1")).isEqualTo(Verdict.NO);
        assertThat(direct(ALL, Map.of())).isEqualTo(Verdict.NO);
    }

    @Test
    void rolesAreNeededInDirectMessagesToo() {
        for (Dms dms : List.of(Dms.EVERYONE, Dms.MEMBERS)) {
            var allowed = new Allowed(Set.of(), Set.of(), Set.of("r1"), dms);
            assertThat(direct(allowed, Map.of("s1", Membership.of("Ann", Set.of("r2"))), "s1"))
                    .isEqualTo(Verdict.NO);
            assertThat(direct(allowed, Map.of("s1", Membership.of("Ann", Set.of("r1"))), "s1"))
                    .isEqualTo(Verdict.YES);
        }
    }

    @Test
    void serverCountsForDirectMessagesThroughAnAllowedChannel() {
        var allowed = new Allowed(Set.of(), Set.of("c1"), Set.of(), Dms.MEMBERS);
        assertThat(allowed.server("s1", Set.of("c1", "c2"))).isTrue();
        assertThat(allowed.server("s2", Set.of("c3"))).isFalse();
    }

    @Test
    void oneSentenceTellsWhoMayTalk() {
        assertThat(ALL.sentence())
                .isEqualTo("Everyone may talk to Clara in every server that she was invited to,"
                        + " and members of these servers in direct messages.");
        assertThat(new Allowed(Set.of("1", "2"), Set.of(), Set.of("3"), Dms.NONE).sentence())
                .isEqualTo("Who has one of 1 role may talk to Clara in 2 servers, and nobody in direct messages.");
    }

    @Test
    void slipInAListIsRefused() {
        var settings = MapSettings.of("DISCORD_ALLOWED_ROLES", "12, gardeners");
        assertThatThrownBy(() -> Allowed.of(settings))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("'gardeners' in DISCORD_ALLOWED_ROLES");
        assertThat(Allowed.of(MapSettings.of("DISCORD_ALLOWED_SERVERS", " 12 ,, 13"))
                        .servers())
                .containsExactlyInAnyOrder("12", "13");
    }
}
