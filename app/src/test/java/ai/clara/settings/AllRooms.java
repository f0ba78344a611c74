package ai.clara.settings;

import ai.clara.spi.settings.SettingGroup;
import io.micronaut.context.ApplicationContext;
import java.util.List;

/** The settings of every room that is on the class path of the program. */
final class AllRooms {
    private AllRooms() {}

    static Catalogue catalogue() {
        try (ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .start()) {
            return new Catalogue(List.copyOf(context.getBeansOfType(SettingGroup.class)));
        }
    }
}
