package ai.clara.spi.settings;

import java.util.List;

/** The settings of one room. A bean of it makes them known. */
public interface SettingGroup {
    /** A heading for people. */
    String title();

    List<Setting> settings();
}
