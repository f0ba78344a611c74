package ai.clara.memory;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import jakarta.inject.Singleton;
import java.util.List;

/** Settings of memory. */
@Singleton
final class MemorySettings implements SettingGroup {
    @Override
    public String title() {
        return "Memory";
    }

    @Override
    public List<Setting> settings() {
        return List.of(ai.clara.memory.recall.RecallSection.LIMIT);
    }
}
