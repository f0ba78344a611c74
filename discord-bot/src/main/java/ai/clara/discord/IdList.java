package ai.clara.discord;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.Settings;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lists of Discord's ids in settings. A list with something else in it is refused: who may talk must not depend on a slip. */
public final class IdList {
    private static final Pattern ID = Pattern.compile("\\d{1,20}");

    private IdList() {}

    /** The ids, parted by commas. */
    public static Set<String> read(Settings settings, Setting setting) {
        return Arrays.stream(settings.text(setting).split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(id -> checked(setting, id))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String checked(Setting setting, String id) {
        if (!ID.matcher(id).matches()) {
            throw CommandException.usage("'" + id + "' in " + setting.name()
                    + " is no id; copy ids in Discord with Developer Mode on, and part them by commas.");
        }
        return id;
    }
}
