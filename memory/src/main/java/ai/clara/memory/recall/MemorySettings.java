package ai.clara.memory.recall;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import jakarta.inject.Singleton;
import java.util.List;

/** Settings of memory. */
@Singleton
final class MemorySettings implements SettingGroup {
    static final Setting CONTEXT_TOKENS = Setting.number(
            "CLARA_MEMORY_CONTEXT_TOKENS",
            1_500,
            100,
            20_000,
            "How many tokens of a prompt what is remembered may take; the best of it comes first.");
    static final Setting RECALL_LIMIT = Setting.number(
            "CLARA_MEMORY_RECALL_LIMIT",
            80,
            1,
            200,
            "How many remembered messages a prompt is given at most; mostly the tokens are used up before.");

    @Override
    public String title() {
        return "Memory";
    }

    @Override
    public List<Setting> settings() {
        return List.of(CONTEXT_TOKENS, RECALL_LIMIT);
    }
}
