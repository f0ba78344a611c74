package ai.clara.llm.catalog;

import ai.clara.spi.model.Tier;
import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.Settings;
import java.util.Optional;

/** Which settings name the models of a service. A tier without a model is the base model. */
record TierModels(Setting base, Setting high, Setting mid, Setting low) {
    Setting of(Tier tier) {
        return switch (tier) {
            case HIGH -> high;
            case MID -> mid;
            case LOW -> low;
        };
    }

    String name(Settings settings, Optional<Tier> tier) {
        return tier.flatMap(wanted -> settings.find(of(wanted))).orElseGet(() -> settings.text(base));
    }
}
