package ai.clara.discord.command;

import java.util.regex.Pattern;

/** What Clara does, what she keeps, and how to say no. It is fixed words: no model is asked and nothing is stored. */
public final class Help {
    public static final String TEXT = """
            **What I do**
            I answer when you write to me in a direct message, mention me, or reply to me. To understand you I read the messages around \
            yours and those you reply to at that moment; I do not keep them.
            `!high`, `!mid` or `!low` before a question chooses how big a model thinks about it.
            `/project` goes on in a project: what is said there is recalled there alone.

            **What I keep**
            What you say to me and what I answer, so that I can remember it. What you tell me in a direct message is only used there. \
            What is said to me in a channel is used in that channel; in direct messages with you I also use your own words from channels.
            Other people's messages that are not for me I never keep.

            **How to say no**
            `stop` ends the answer I am writing.
            `forget that` takes back what you said last.
            Delete or edit a message of yours, and I forget or change it too.
            `what do you know about me?` shows what I hold. Whoever runs me can show and delete all of it for you.
            """;

    private static final Pattern ASKED = Pattern.compile("/?help\\s*[.!?]*", Pattern.CASE_INSENSITIVE);

    private Help() {}

    /** Whether these words, without Clara's mention, ask for nothing but help. */
    public static boolean askedBy(String words) {
        return ASKED.matcher(words.strip()).matches();
    }
}
