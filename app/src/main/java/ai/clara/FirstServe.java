package ai.clara;

import ai.clara.settings.SettingValues;
import ai.clara.spi.command.Command;
import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** The first {@code serve} at a terminal: a service that nobody set up is of little use, so it offers to do that. */
final class FirstServe {
    /** Either of them shows that somebody knew what they wanted. */
    private static final List<String> SET_UP = List.of("DISCORD_BOT_TOKEN", "LLM_PROVIDER");
    /** One offer is enough: after a set-up in which nothing was saved there are still no settings. */
    private static final AtomicBoolean OFFERED = new AtomicBoolean();

    private FirstServe() {}

    static boolean wantsSetup(Command command, SettingValues settings) {
        Console console = System.console();
        if (!command.name().equals("serve")
                || console == null
                || !console.isTerminal()
                || settings.fromFile()
                || SET_UP.stream().anyMatch(settings::has)
                || OFFERED.getAndSet(true)) {
            return false;
        }
        String answer = console.readLine("Nothing is set up yet. Connect Clara to Discord and a model now? [Y/n] ");
        return answer != null
                && (answer.isBlank() || answer.strip().toLowerCase(Locale.ROOT).startsWith("y"));
    }
}
