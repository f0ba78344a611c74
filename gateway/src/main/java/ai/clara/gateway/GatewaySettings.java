package ai.clara.gateway;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import jakarta.inject.Singleton;
import java.util.List;

/** How much the HTTP door takes in. */
@Singleton
public final class GatewaySettings implements SettingGroup {
    public static final Setting RATE = Setting.number(
            "CLARA_HTTP_RATE",
            6_000,
            1,
            1_000_000,
            "Requests of one person in a minute at the HTTP door; more are told when to come back.");
    public static final Setting CONCURRENT = Setting.number(
            "CLARA_HTTP_CONCURRENT",
            512,
            1,
            100_000,
            "Answers that may be made at once for the HTTP door, at most 64 of them for one person.");

    @Override
    public String title() {
        return "HTTP door";
    }

    @Override
    public List<Setting> settings() {
        return List.of(RATE, CONCURRENT);
    }
}
