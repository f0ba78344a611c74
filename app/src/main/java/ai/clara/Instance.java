package ai.clara;

import ai.clara.owner.Door;
import ai.clara.owner.Guest;
import ai.clara.owner.KeptLineIo;
import ai.clara.owner.OwnerLock;
import ai.clara.run.Commands;
import ai.clara.run.Ending;
import ai.clara.run.Household;
import ai.clara.run.StartsItself;
import ai.clara.settings.AppSettings;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.store.Home;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of one command on a home: as its owner, or as a guest of the process that is. */
final class Instance {
    /** As long as an owner may take to start its stores before its door opens. */
    private static final Duration DOOR_WAIT_MAX = Duration.ofMinutes(3);

    private static final Duration DOOR_WAIT_STEP = Duration.ofMillis(50);

    private final Home home;
    private final Commands commands;
    private final Household household;
    private final Leaving leaving;
    private Optional<Door> door = Optional.empty();
    private boolean ended;

    Instance(Home home, Commands commands, Household household, Leaving leaving) {
        this.home = home;
        this.commands = commands;
        this.household = household;
        this.leaving = leaving;
    }

    int run(Command command, List<String> asked, CommandIo terminal) throws InterruptedException {
        List<String> rest = Commands.arguments(command, asked);
        command.check(rest);
        if (!command.throughOwner()) {
            return command.run(rest, terminal);
        }
        var io = new KeptLineIo(terminal);
        var guest = new Guest(home, List.of(AppSettings.USER_ID.name()));
        long patienceEnds = System.nanoTime() + DOOR_WAIT_MAX.toNanos();
        while (true) {
            Optional<OwnerLock> lock = OwnerLock.take(home);
            if (lock.isPresent()) {
                return asOwner(lock.get(), command, rest, io);
            }
            if (command.name().equals("serve")) {
                throw CommandException.failed(
                        "Clara already serves or chats on " + home.dir() + "; end that first, or use another --home.");
            }
            OptionalInt code = guest.run(asked, io);
            if (code.isPresent()) {
                return code.getAsInt();
            }
            if (System.nanoTime() - patienceEnds > 0) {
                throw CommandException.failed(
                        "Another Clara holds " + home.dir() + " but does not answer; end it, then try again.");
            }
            boolean never = new CountDownLatch(1).await(DOOR_WAIT_STEP.toMillis(), TimeUnit.MILLISECONDS);
            assert !never;
        }
    }

    private int asOwner(OwnerLock lock, Command command, List<String> rest, CommandIo io) {
        leaving.before(() -> end(lock));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(lock)));
        try {
            begin(command);
            return command.run(rest, io);
        } finally {
            end(lock);
        }
    }

    private synchronized void begin(Command command) {
        if (ended) {
            return;
        }
        if (!(command instanceof StartsItself)) {
            household.start();
        }
        door = Optional.of(Door.open(home, this::forGuest));
    }

    /** The door closes first, so that guests take over instead of seeing services go. Whoever comes second waits. */
    private synchronized void end(OwnerLock lock) {
        if (ended) {
            return;
        }
        ended = true;
        door.ifPresent(Door::close);
        household.stop();
        lock.close();
    }

    /** Runs a command here for somebody else's terminal. */
    private int forGuest(List<String> args, CommandIo io) {
        try {
            Command command = commands.asked(args);
            if (!(command instanceof StartsItself)) {
                household.start();
            }
            return command.run(Commands.arguments(command, args), io);
        } catch (RuntimeException e) {
            Ending ending = Ending.of(e, home.resolve("logs/clara.log"));
            io.note(ending.sentence());
            return ending.exitCode();
        }
    }
}
