package ai.clara.discord;

import ai.clara.spi.settings.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;

/**
 * Where Discord is.
 *
 * @param api ends with a slash
 * @param gateway empty for Discord's own
 */
record Endpoint(String api, Optional<String> gateway) {
    static Endpoint of(Settings settings) {
        String api = settings.text(DiscordSettings.API_BASE_URL);
        return new Endpoint(api.endsWith("/") ? api : api + "/", settings.find(DiscordSettings.GATEWAY_URL));
    }

    /** Whether it is on this machine, so no real Discord. */
    boolean loopback() {
        try {
            String host = URI.create(api).getHost();
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException | IllegalArgumentException e) {
            return false;
        }
    }

    void applyTo(JDABuilder builder) {
        builder.setRestConfig(new RestConfig().setBaseUrl(api));
        gateway.ifPresent(address -> builder.setSessionController(new FixedGateway(address)));
    }

    /** The library would ask Discord's own gateway whatever the address of the API is. */
    private static final class FixedGateway extends ConcurrentSessionController {
        private final String address;

        FixedGateway(String address) {
            this.address = address;
        }

        @Override
        public String getGateway() {
            return address;
        }

        @Override
        public ShardedGateway getShardedGateway(JDA api) {
            return new ShardedGateway(address, 1);
        }
    }
}
