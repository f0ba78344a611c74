package ai.clara;

import ai.clara.settings.SettingValues;
import ai.clara.spi.command.Command;
import java.io.Console;
import java.util.Locale;

/** The first {@code serve} at a terminal: a service that nobody can talk to is of little use, so it offers to set one up. */
final class FirstServe {
    private FirstServe() {}

    static boolean wantsSetup(Command command, SettingValues settings) {
        Console console = System.console();
        if (!command.name().equals("serve")
                || console == null
                || !console.isTerminal()
                || settings.fromFile()
                || settings.has("DISCORD_BOT_TOKEN")) {
            return false;
        }
        String answer = console.readLine("Nothing is set up yet. Connect Clara to Discord now? [Y/n] ");
        return answer != null
                && (answer.isBlank() || answer.strip().toLowerCase(Locale.ROOT).startsWith("y"));
    }
}
