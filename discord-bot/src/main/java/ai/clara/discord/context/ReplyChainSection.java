package ai.clara.discord.context;

import ai.clara.discord.Discord;
import ai.clara.discord.DiscordSettings;
import ai.clara.discord.channel.Places;
import ai.clara.discord.inbound.Hearing;
import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.Quote;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.PermissionException;
import org.jspecify.annotations.Nullable;

/** The messages that this one replies to, oldest first, as far as they stand in the same place. */
@Singleton
final class ReplyChainSection implements PromptSection {
    private static final int PAGE = 100;
    private static final int BUDGET_TOKENS = 3_000;
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMillis(1_600);

    private final Places places;
    private final int messagesMax;

    ReplyChainSection(Places places, Settings settings) {
        this.places = places;
        this.messagesMax = settings.number(DiscordSettings.MAX_MESSAGES);
    }

    @Override
    public PromptSlot slot() {
        return PromptSlot.REPLY_CHAIN;
    }

    @Override
    public int budgetTokens() {
        return BUDGET_TOKENS;
    }

    @Override
    public Duration deadline() {
        return DEADLINE;
    }

    @Override
    public Optional<SectionContent> render(TurnView turn) {
        if (!turn.place().platform().equals(Discord.NAME)) {
            return Optional.empty();
        }
        try {
            return places.find(turn.place())
                    .map(channel -> chain(new Walk(channel), turn.platformId()))
                    .filter(chain -> !chain.isEmpty())
                    .map(chain -> new SectionContent.Messages("the messages that this one replies to", chain));
        } catch (PermissionException e) {
            return Optional.empty();
        }
    }

    private List<Quote> chain(Walk walk, String messageId) {
        Deque<Quote> chain = new ArrayDeque<>();
        int left = BUDGET_TOKENS;
        Optional<Message> next = walk.answeredBy(walk.start(messageId));
        while (next.isPresent() && chain.size() < messagesMax) {
            Quote message = Reading.quote(next.get());
            left -= Reading.tokens(message);
            if (left < 0) {
                break;
            }
            chain.addFirst(message);
            next = walk.answeredBy(next);
        }
        return List.copyOf(chain);
    }

    /** One walk back through a channel; it ends early rather than late. */
    private static final class Walk {
        private final MessageChannel channel;
        private final long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        private @Nullable Map<String, Message> page;

        Walk(MessageChannel channel) {
            this.channel = channel;
        }

        Optional<Message> start(String id) {
            return ask(id);
        }

        /** The message that this one replies to; most stand close together, so one page is read before single ones are asked for. */
        Optional<Message> answeredBy(Optional<Message> message) {
            Optional<String> id = message.flatMap(Hearing::repliedTo);
            if (id.isEmpty()) {
                return Optional.empty();
            }
            Message carried = message.map(Message::getReferencedMessage).orElse(null);
            if (carried != null && carried.getMessageReference() == null) {
                // Discord carries the answered message along, but not that one's own reference when it is one.
                Message whole = page(message.get()).get(id.get());
                return Optional.of(whole == null ? carried : whole);
            }
            return Optional.ofNullable(page(message.get()).get(id.get())).or(() -> ask(id.get()));
        }

        private Map<String, Message> page(Message before) {
            Map<String, Message> known = page;
            if (known == null) {
                known = left() <= 0 ? Map.of() : read(before);
                page = known;
            }
            return known;
        }

        private Map<String, Message> read(Message before) {
            try {
                return channel
                        .getHistoryBefore(before, PAGE)
                        .timeout(left(), TimeUnit.MILLISECONDS)
                        .complete()
                        .getRetrievedHistory()
                        .stream()
                        .collect(Collectors.toUnmodifiableMap(Message::getId, Function.identity()));
            } catch (ErrorResponseException | CompletionException e) {
                return Map.of();
            }
        }

        private Optional<Message> ask(String id) {
            long left = left();
            if (left <= 0) {
                return Optional.empty();
            }
            try {
                return Optional.of(channel.retrieveMessageById(id)
                        .timeout(left, TimeUnit.MILLISECONDS)
                        .complete());
            } catch (ErrorResponseException | CompletionException e) {
                // Deleted, or Discord is slow: the chain ends there.
                return Optional.empty();
            }
        }

        private long left() {
            return TimeUnit.NANOSECONDS.toMillis(giveUpNanos - System.nanoTime());
        }
    }
}
