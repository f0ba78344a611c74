package ai.clara.discord.command;

import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;

/** One command that people type after a slash. */
interface Slash {
    SlashCommandData data();

    /** Answers within three seconds, and waits for nothing: it is called on the connection's thread. */
    void answer(SlashCommandInteractionEvent event);
}
