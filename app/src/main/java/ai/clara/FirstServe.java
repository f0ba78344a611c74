package ai.clara;

import ai.clara.settings.SettingValues;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandIo;

/** The first {@code serve} at a terminal: a service that nobody can talk to is of little use, so it offers to set one up. */
final class FirstServe {
    private FirstServe() {}

    static boolean wantsSetup(Command command, SettingValues settings, CommandIo io) {
        if (!command.name().equals("serve")
                || !io.interactive()
                || settings.fromFile()
                || settings.has("DISCORD_BOT_TOKEN")) {
            return false;
        }
        String answer = io.readLine("Nothing is set up yet. Connect Clara to Discord now? [Y/n] ")
                .orElse("n");
        return answer.isBlank()
                || answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
    }
}
