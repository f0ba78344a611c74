package ai.clara.memory.recall;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import jakarta.inject.Singleton;
import java.util.List;

/** Settings of memory. */
@Singleton
final class MemorySettings implements SettingGroup {
    static final Setting RECALL_LIMIT = Setting.number(
            "CLARA_MEMORY_RECALL_LIMIT", 8, 1, 20, "How many remembered messages a prompt is given at most.");

    @Override
    public String title() {
        return "Memory";
    }

    @Override
    public List<Setting> settings() {
        return List.of(RECALL_LIMIT);
    }
}
