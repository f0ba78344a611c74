package ai.clara.settings;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import ai.clara.spi.settings.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the catalogue down for people: every setting as {@code .env.example}, what works now as a table. */
final class SettingsLists {
    private static final String BEGIN = "<!-- settings -->";
    private static final String END = "<!-- /settings -->";
    private static final String HEAD = """
            # Every setting, commented out, with its default. Copy what you change to .env under CLARA_HOME (~/.clara).
            # Generated from the rooms' own declarations; a test keeps it true.
            """;
    private static final String LATER = """

            # Known already, but read only by a later version: setting these changes nothing yet.
            """;

    private final Catalogue catalogue;

    SettingsLists(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    String envExample() {
        var text = new StringBuilder(HEAD);
        catalogue.byTitle().forEach((title, settings) -> part(text, title, now(settings)));
        Map<String, List<Setting>> later = catalogue.all().stream()
                .filter(setting -> !setting.later().isEmpty())
                .collect(groupingBy(Setting::later, LinkedHashMap::new, Collectors.toList()));
        text.append(LATER);
        later.forEach((part, settings) -> part(text, "Later: " + part, settings));
        return text.toString();
    }

    /** The page with the table in its place. */
    String readme(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("README.md has no place for settings");
        }
        return page.substring(0, begin) + BEGIN + "\n" + table() + page.substring(end);
    }

    private String table() {
        String rows = now(catalogue.all()).stream().map(SettingsLists::row).collect(joining());
        return "| Setting | Default | Meaning |\n| --- | --- | --- |\n" + rows;
    }

    private static String row(Setting setting) {
        String value = setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`";
        String cells =
                "`" + setting.name() + "` | " + value + " | " + about(setting).replace("|", "\\|");
        return "| " + cells + " |\n";
    }

    private static void part(StringBuilder text, String title, List<Setting> settings) {
        if (settings.isEmpty()) {
            return;
        }
        text.append("\n# == ").append(title).append(" ==\n");
        for (Setting setting : settings) {
            text.append("# ").append(about(setting)).append('\n');
            text.append("# ").append(setting.name()).append('=');
            text.append(setting.defaultValue()).append('\n');
        }
    }

    private static String about(Setting setting) {
        return setting.about()
                + (setting.secret() ? " (secret)" : "")
                + (setting.aliases().isEmpty() ? "" : " Older name: " + String.join(", ", setting.aliases()) + ".");
    }

    private static List<Setting> now(List<Setting> settings) {
        return settings.stream().filter(setting -> setting.later().isEmpty()).toList();
    }
}
