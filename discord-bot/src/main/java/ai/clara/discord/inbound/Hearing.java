package ai.clara.discord.inbound;

import ai.clara.discord.channel.Places;
import ai.clara.spi.chat.Part;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.ISnowflake;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Mentions;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageReference;
import net.dv8tion.jda.api.entities.MessageReference.MessageReferenceType;
import net.dv8tion.jda.api.entities.MessageType;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import org.jspecify.annotations.Nullable;

/** Takes the facts out of the library's objects. */
public final class Hearing {
    private static final Set<MessageType> SAID = Set.of(MessageType.DEFAULT, MessageType.INLINE_REPLY);

    private Hearing() {}

    public static Heard of(Message message) {
        MessageChannel channel = message.getChannel();
        User author = message.getAuthor();
        Member member = message.isFromGuild() ? message.getMember() : null;
        return new Heard(
                message.getId(),
                Places.of(channel, author.getId()),
                room(message, channel),
                said(message) && !author.isBot() && !author.isSystem() && !message.isWebhookMessage(),
                author.getId(),
                member == null ? author.getEffectiveName() : member.getEffectiveName(),
                Optional.ofNullable(member).map(Hearing::roles),
                wording(message),
                message.getAttachments().stream().map(Hearing::part).toList(),
                message.getTimeCreated().toInstant(),
                message.isEdited());
    }

    /** Whether someone said it, or it is a line of Discord's own, such as a pin or a joining. */
    public static boolean said(Message message) {
        return SAID.contains(message.getType());
    }

    /** The id of the message it replies to, when that stands in the same channel. */
    public static Optional<String> repliedTo(Message message) {
        MessageReference reference = message.getMessageReference();
        return Optional.ofNullable(reference)
                .filter(to -> said(message) && to.getType() == MessageReferenceType.DEFAULT)
                .filter(to -> to.getChannelIdLong() == message.getChannelIdLong())
                .map(MessageReference::getMessageId);
    }

    static boolean own(Message message) {
        return message.getAuthor().getIdLong() == message.getJDA().getSelfUser().getIdLong();
    }

    static Set<String> roles(Member member) {
        return member.getRoles().stream().map(ISnowflake::getId).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Heard.Room> room(Message message, MessageChannel channel) {
        return Optional.ofNullable(message.getGuildId())
                .map(server -> new Heard.Room(server, channel.getId(), Places.parent(channel)));
    }

    private static Wording wording(Message message) {
        Message answered = message.getReferencedMessage();
        boolean toClara = answered != null && repliedTo(message).isPresent() && own(answered);
        return new Wording(raw(message), ownTokens(message), names(message), !message.isFromGuild(), toClara);
    }

    private static String raw(Message message) {
        String raw = message.getContentRaw();
        return raw.isEmpty() && !message.getStickers().isEmpty()
                ? "[sticker " + message.getStickers().getFirst().getName() + "]"
                : raw;
    }

    private static Set<String> ownTokens(Message message) {
        String id = message.getJDA().getSelfUser().getId();
        var tokens = new HashSet<>(List.of("<@" + id + ">", "<@!" + id + ">"));
        botRole(message).ifPresent(role -> tokens.add("<@&" + role.getId() + ">"));
        return tokens;
    }

    /** The role that came with her invitation; people choose it by mistake, because it has her name. */
    private static Optional<Role> botRole(Message message) {
        Guild guild = message.isFromGuild() && message.hasGuild() ? message.getGuild() : null;
        return Optional.ofNullable(guild).map(Guild::getBotRole);
    }

    private static Map<String, String> names(Message message) {
        Mentions mentions = message.getMentions();
        var names = new HashMap<String, String>();
        for (User user : mentions.getUsers()) {
            names.put("<@" + user.getId() + ">", "@" + user.getEffectiveName());
        }
        for (Member member : mentions.getMembers()) {
            names.put("<@" + member.getId() + ">", "@" + member.getEffectiveName());
        }
        for (Role role : mentions.getRoles()) {
            names.put("<@&" + role.getId() + ">", "@" + role.getName());
        }
        for (GuildChannel channel : mentions.getChannels()) {
            names.put("<#" + channel.getId() + ">", "#" + channel.getName());
        }
        Map<String, String> older = new HashMap<>();
        names.forEach((token, name) -> older.put(token.replaceFirst("^<@(?=\\d)", "<@!"), name));
        names.putAll(older);
        return names;
    }

    private static Part part(Message.Attachment attachment) {
        URI source = URI.create(attachment.getUrl());
        String type = type(attachment.getContentType());
        return attachment.isImage()
                ? new Part.Image(type, source)
                : new Part.File(attachment.getFileName(), type, attachment.getSize(), source);
    }

    private static String type(@Nullable String told) {
        return told == null ? "application/octet-stream" : told;
    }
}
