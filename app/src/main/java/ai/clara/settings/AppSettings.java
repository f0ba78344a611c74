package ai.clara.settings;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import jakarta.inject.Singleton;
import java.util.List;

/** What the front door itself reads. */
@Singleton
public final class AppSettings implements SettingGroup {
    public static final Setting HOME = Setting.text(
            "CLARA_HOME",
            "",
            "Directory that holds everything Clara keeps on this machine; without it ~/.clara. Not read from .env.");
    public static final Setting HTTP_PORT =
            Setting.number("CLARA_HTTP_PORT", 8080, 0, 65_535, "Port of `serve`; 0 takes any free one.");
    public static final Setting HTTP_HOST = Setting.text(
            "CLARA_HTTP_HOST", "127.0.0.1", "Address that `serve` listens on; the default is this machine only.");
    public static final Setting USER_ID = Setting.text(
            "USER_ID",
            "",
            "Who speaks in `chat` when `--as` does not say; without it your login name, never a shared default.");

    @Override
    public String title() {
        return "Front door";
    }

    @Override
    public List<Setting> settings() {
        return List.of(HOME, HTTP_PORT, HTTP_HOST, USER_ID);
    }
}
