package ai.clara.e2e;

import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.chat.Part;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Ids;
import ai.clara.spi.model.Models;
import ai.clara.spi.operation.Service;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.testkit.EchoModels;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.SequenceIds;
import ai.clara.testkit.TempHome;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** All rooms of the program in this process, on a home of their own, with the echo model. */
final class House implements AutoCloseable {
    private final TempHome home = TempHome.create();
    private final ApplicationContext context;
    private final List<Service> services;
    private final Inbox inbox;

    House(RuntimeBeanDefinition<?>... replaced) {
        this(context -> List.of(replaced));
    }

    /** With beans that need others of the program. */
    House(Function<ApplicationContext, List<RuntimeBeanDefinition<?>>> replaced) {
        this(MapSettings.none(), replaced);
    }

    /** With settings too. */
    House(Settings settings, Function<ApplicationContext, List<RuntimeBeanDefinition<?>>> replaced) {
        context = ApplicationContext.builder().build();
        context.registerBeanDefinition(instead(Home.class, home::home));
        context.registerBeanDefinition(instead(Settings.class, () -> settings));
        context.registerBeanDefinition(instead(Clock.class, Clock::systemUTC));
        context.registerBeanDefinition(instead(Ids.class, SequenceIds::new));
        context.registerBeanDefinition(instead(Models.class, EchoModels::new));
        replaced.apply(context).forEach(context::registerBeanDefinition);
        context.start();
        services = context.getBeansOfType(Service.class).stream()
                .sorted(Comparator.comparingInt(Service::order))
                .toList();
        services.forEach(Service::start);
        inbox = context.getBean(Inbox.class);
    }

    private static <T> RuntimeBeanDefinition<T> instead(Class<T> type, Supplier<T> bean) {
        return RuntimeBeanDefinition.builder(type, bean)
                .singleton(true)
                .replaces(type)
                .build();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Path dir() {
        return home.dir();
    }

    Store store() {
        return Store.of(home.dir());
    }

    /** Says something and returns the committed reply. */
    String say(int person, ConversationKey place, String line) {
        var reply = new CompletableFuture<String>();
        var message = new InboundMessage(
                place,
                new AccountKey(place.platform(), "person-" + person),
                "Person" + person,
                UUID.randomUUID().toString(),
                List.of(new Part.Text(line)),
                Instant.now());
        Inbox.Acceptance acceptance = inbox.accept(message, event -> {
            switch (event) {
                case ReplyEvent.Working working -> {}
                case ReplyEvent.Text piece -> {}
                case ReplyEvent.Done(String text, var usage) -> reply.complete(text);
                case ReplyEvent.Stopped stopped -> reply.completeExceptionally(new AssertionError("stopped"));
                case ReplyEvent.Failed(String sentence) -> reply.completeExceptionally(new AssertionError(sentence));
            }
        });
        if (acceptance != Inbox.Acceptance.ACCEPTED) {
            throw new AssertionError(acceptance + " for: " + line);
        }
        try {
            return reply.get(Running.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no reply in " + place + " to: " + line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        services.reversed().forEach(Service::stop);
        context.close();
        Processes.killAll(home.dir());
        home.close();
    }
}
