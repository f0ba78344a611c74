package ai.clara.discord.outbound;

import ai.clara.discord.Discord;
import ai.clara.discord.outbound.Trouble.Kind;
import ai.clara.spi.channel.Outbox;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.requests.restaction.MessageCreateAction;
import net.dv8tion.jda.api.utils.FileUpload;

/** The messages of one reply in their channel: each is there once, whatever was heard of it before. One thread at a time. */
final class Showing {
    /** Stores keep less of a second than clocks tell. */
    private static final Duration ROUNDING = Duration.ofMillis(1);

    private final MessageChannel channel;
    private final String messageId;
    private final Outbox outbox;
    /** A part whose row is younger than this was never sent before. */
    private final Instant born;

    private final Requests requests;
    private final OwnMessages own;
    /** Parts that this object sent or tried to. */
    private final Set<Integer> tried = new HashSet<>();

    Showing(MessageChannel channel, String messageId, Outbox outbox, Clock clock, BooleanSupplier wanted) {
        this.channel = channel;
        this.messageId = messageId;
        this.outbox = outbox;
        this.born = clock.instant().minus(ROUNDING);
        this.requests = new Requests(wanted);
        this.own = new OwnMessages(channel, requests);
    }

    String channelId() {
        return channel.getId();
    }

    String messageId() {
        return messageId;
    }

    /**
     * Shows all messages of the text in order, exactly.
     *
     * @throws Trouble of any kind but {@link Kind#GONE}
     */
    void all(List<Piece> pieces, Deadline deadline) {
        from(1, messageId, pieces, deadline);
    }

    /** Shows the messages from this number on, after the one before. */
    void from(int number, String beforeId, List<Piece> pieces, Deadline deadline) {
        String before = beforeId;
        for (int n = number; n <= pieces.size(); n++) {
            before = one(n, pieces.get(n - 1), before, deadline);
        }
    }

    /** Shows one message with exactly this content, or finds it, and gives its id. */
    String one(int number, Piece piece, String beforeId, Deadline deadline) {
        Outbox.Part row = stored(() -> outbox.part(Discord.NAME, messageId, number))
                .orElseThrow(() -> new Trouble(Kind.UNWANTED, "it was stopped or forgotten"));
        if (row.shownId().isPresent()) {
            correct(row.shownId().get(), piece, deadline);
            return row.shownId().get();
        }
        boolean first = tried.add(number) && !row.since().isBefore(born);
        Optional<Message> found = first ? Optional.empty() : find(number, piece, beforeId, deadline);
        Message message = found.orElseGet(() -> post(number, piece, row.nonce(), deadline));
        String id = message.getId();
        stored(() -> {
            outbox.shown(Discord.NAME, messageId, number, id);
            return id;
        });
        if (number == 1) {
            Fault.point("discord.id-stored");
        }
        if (!piece.standsIn(message)) {
            // Found as an earlier process left it, or Discord knew the nonce and gave back the first one.
            editOrGone(id, piece, deadline);
        }
        return id;
    }

    /** @throws Trouble also of kind {@link Kind#GONE} */
    void edit(String shownId, String content, Deadline deadline) {
        Message changed = requests.complete(
                deadline,
                () -> channel.editMessageById(shownId, content)
                        .setAllowedMentions(Set.of())
                        .mentionRepliedUser(false));
        assert changed.getId().equals(shownId);
    }

    private Message post(int number, Piece piece, String nonce, Deadline deadline) {
        Message message =
                requests.complete(deadline, () -> creating(number, piece).setNonce(nonce));
        Fault.point(number == 1 ? "discord.posted" : "discord.part-posted");
        return message;
    }

    private MessageCreateAction creating(int number, Piece piece) {
        MessageCreateAction action = piece.file()
                .map(text -> withFile(piece.content(), text))
                .orElseGet(() -> channel.sendMessage(piece.content()));
        if (number == 1) {
            action = action.setMessageReference(messageId).failOnInvalidReply(false);
        }
        return action.setAllowedMentions(Set.of()).mentionRepliedUser(false);
    }

    private MessageCreateAction withFile(String content, String text) {
        boolean may = !(channel instanceof GuildMessageChannel guilds)
                || guilds.getGuild().getSelfMember().hasPermission(guilds, Permission.MESSAGE_ATTACH_FILES);
        if (!may) {
            return channel.sendMessage(Piece.NO_FILE);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return channel.sendMessage(content).addFiles(FileUpload.fromData(bytes, Piece.FILE_NAME));
    }

    private Optional<Message> find(int number, Piece piece, String beforeId, Deadline deadline) {
        return number == 1 ? own.answering(messageId, deadline) : own.with(piece, beforeId, deadline);
    }

    private void correct(String shownId, Piece piece, Deadline deadline) {
        try {
            Message message = requests.complete(deadline, () -> channel.retrieveMessageById(shownId));
            if (!piece.standsIn(message)) {
                edit(shownId, piece.content(), deadline);
            }
        } catch (Trouble e) {
            unlessGone(e);
        }
    }

    private void editOrGone(String id, Piece piece, Deadline deadline) {
        try {
            edit(id, piece.content(), deadline);
        } catch (Trouble e) {
            unlessGone(e);
        }
    }

    /** What somebody deleted was shown. */
    private static void unlessGone(Trouble e) {
        if (e.kind() != Kind.GONE) {
            throw e;
        }
    }

    private static <T> T stored(Supplier<T> step) {
        try {
            return step.get();
        } catch (StoreException e) {
            throw new Trouble(Kind.LATER, "the outbox said: " + e.getMessage(), e);
        }
    }
}
