package ai.clara.serve;

import ai.clara.run.Household;
import ai.clara.run.StartsItself;
import ai.clara.settings.AppSettings;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.model.Models;
import ai.clara.spi.operation.Service;
import ai.clara.spi.settings.Settings;
import io.micronaut.context.BeanProvider;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** {@code serve}: everything runs until the process is told to end. */
@Singleton
final class ServeCommand implements Command, StartsItself {
    private final Household household;
    private final BeanProvider<EmbeddedServer> server;
    private final BeanProvider<Models> models;
    private final Settings settings;

    ServeCommand(
            Household household, BeanProvider<EmbeddedServer> server, BeanProvider<Models> models, Settings settings) {
        this.household = household;
        this.server = server;
        this.models = models;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String usage() {
        return "serve: the assistant as a service: Discord when DISCORD_BOT_TOKEN is set, HTTP in OpenAI's format on CLARA_HTTP_PORT";
    }

    @Override
    public void check(List<String> args) {
        if (!args.isEmpty()) {
            throw CommandException.usage(
                    "serve takes no arguments; its settings are CLARA_HTTP_PORT and CLARA_HTTP_HOST.");
        }
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        check(args);
        household.start();
        EmbeddedServer http = server.get();
        household.also(new Listening(http));
        household.open();
        io.note(models.get().because());
        io.note("Clara serves on http://" + settings.text(AppSettings.HTTP_HOST) + ":" + http.getPort()
                + "/health; Ctrl-C ends it.");
        try {
            // The process ends by a signal; its shutdown closes the door, then stops the server and the services.
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** The HTTP server as the last of the household. */
    private final class Listening implements Service {
        private final EmbeddedServer http;

        Listening(EmbeddedServer http) {
            this.http = http;
        }

        @Override
        public int order() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void start() {
            try {
                http.start();
            } catch (RuntimeException e) {
                throw refused(e);
            }
        }

        @Override
        public void stop() {
            if (http.isRunning()) {
                http.stop();
            }
        }
    }

    private RuntimeException refused(RuntimeException e) {
        String address = settings.text(AppSettings.HTTP_HOST) + " port " + settings.text(AppSettings.HTTP_PORT);
        if (causedBy(e, BindException.class)) {
            return CommandException.failed(
                    "Something else listens on " + address + "; end it or set CLARA_HTTP_PORT to a free port.");
        }
        if (causedBy(e, UnknownHostException.class) || causedBy(e, UnresolvedAddressException.class)) {
            return CommandException.failed(
                    "Clara cannot listen on " + address + "; set CLARA_HTTP_HOST to an address of this machine.");
        }
        return e;
    }

    private static boolean causedBy(@Nullable Throwable t, Class<? extends Throwable> kind) {
        return t != null && (kind.isInstance(t) || causedBy(t.getCause(), kind));
    }
}
