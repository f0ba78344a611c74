package ai.clara.discord;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.MapSettings;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.Test;

final class EndpointTest {
    private static Endpoint at(String api) {
        return Endpoint.of(MapSettings.of("DISCORD_API_BASE_URL", api));
    }

    @Test
    void onlyThisMachineIsNoRealDiscord() {
        assertThat(at("http://127.0.0.1:8080/api/v10").loopback()).isTrue();
        assertThat(at("http://localhost:8080/api/v10/").loopback()).isTrue();
        assertThat(at("http://[::1]:8080/api/v10").loopback()).isTrue();
        assertThat(at("https://203.0.113.7/api/v10").loopback()).isFalse();
        assertThat(at("no address").loopback()).isFalse();
    }

    @Test
    void addressEndsWithASlash() {
        assertThat(Endpoint.of(MapSettings.none()).api()).isEqualTo("https://discord.com/api/v10/");
        assertThat(at("http://localhost/api/").api()).isEqualTo("http://localhost/api/");
    }

    @Test
    void permissionsAreTheFewThatAreUsed() {
        assertThat(Permissions.raw()).isEqualTo(274_878_008_320L);
        assertThat(Permissions.NEEDED).doesNotContain(Permission.ADMINISTRATOR, Permission.MESSAGE_MENTION_EVERYONE);
        assertThat(Permissions.missing(Permissions.NEEDED)).isEmpty();
    }
}
