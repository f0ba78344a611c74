package ai.clara;

import ai.clara.run.Commands;
import ai.clara.run.Ending;
import ai.clara.run.Household;
import ai.clara.run.TimeOrderedIds;
import ai.clara.settings.AppSettings;
import ai.clara.settings.Catalogue;
import ai.clara.settings.Environment;
import ai.clara.settings.SettingValues;
import ai.clara.settings.Spelling;
import ai.clara.settings.Strictness;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.Ids;
import ai.clara.spi.settings.SettingGroup;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.terminal.Caller;
import ai.clara.terminal.OneLineIo;
import ai.clara.terminal.PipeIo;
import ai.clara.terminal.ScreenIo;
import io.micronaut.context.ApplicationContext;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;

/** The program: reads the words, the settings and the home, then runs one command and ends with its exit code. */
public final class Application {
    private final Arguments arguments;
    private final Environment environment;
    private final Home own;
    private final Home home;
    private final Leaving leaving;
    private final Clock clock = Clock.systemUTC();
    private final Ids ids = new TimeOrderedIds(clock);

    /**
     * @param own the person's home, whose settings count
     * @param home where the command works
     */
    private Application(Arguments arguments, Environment environment, Home own, Home home, Leaving leaving) {
        this.arguments = arguments;
        this.environment = environment;
        this.own = own;
        this.home = home;
        this.leaving = leaving;
    }

    public static void main(String[] args) {
        // Libraries that log on their own would write to standard error.
        LogManager.getLogManager().reset();
        Optional<Home> home = Optional.empty();
        var leaving = new Leaving();
        int code;
        try {
            Arguments arguments = Arguments.parse(List.of(args));
            OptionalInt done = FixedWords.run(arguments.command(), System.out);
            if (done.isPresent()) {
                code = done.getAsInt();
            } else {
                Environment environment = Environment.ofProcess();
                Home own = HomeDirectory.choose(arguments.home(), environment);
                home = Optional.of(ThrowAwayHome.of(arguments.command(), own));
                leaving.throwingAway(home.get());
                code = new Application(arguments, environment, own, home.get(), leaving).run();
            }
            leaving.byItself();
        } catch (Throwable e) {
            leaving.byItself();
            Path dir = home.map(Home::dir).orElse(Path.of(""));
            Ending ending = Ending.of(e, dir.resolve("logs/clara.log"));
            System.err.println(ending.sentence());
            code = ending.exitCode();
        }
        String spared = code == 1 ? "logs" : "";
        home.ifPresent(used -> ThrowAwayHome.delete(used, spared));
        // All is closed by now. A hook of the embedding library frees what its loading thread may still use, and
        // crashes the process.
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }

    private int run() throws IOException, InterruptedException {
        HomeDirectory.prepare(home);
        logToFile();
        Optional<Path> checkout =
                Optional.ofNullable(System.getProperty("clara.checkout")).map(Path::of);
        SettingValues settings = SettingValues.of(environment, own.dir(), checkout);
        try (ApplicationContext context = context(settings)) {
            new Strictness(new Catalogue(context.getBeansOfType(SettingGroup.class))).check(settings);
            if (!Fault.armed().isEmpty()) {
                System.err.println("Armed to fail at " + Fault.armed() + ".");
            }
            Commands commands = context.getBean(Commands.class);
            Command command = commands.find(arguments.asAsked()).orElseThrow(() -> unknown(commands));
            CommandIo io = terminal(settings);
            if (!FirstServe.wantsSetup(command, settings)) {
                var instance = new Instance(home, commands, context.getBean(Household.class), leaving);
                return instance.run(command, arguments.asAsked(), io);
            }
            commands.asked(List.of("setup")).run(List.of(), io);
        }
        // What was saved is read by another look at the settings.
        return run();
    }

    private ApplicationContext context(SettingValues settings) {
        ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .properties(Map.of(
                        "micronaut.server.port", settings.text(AppSettings.HTTP_PORT),
                        "micronaut.server.host", settings.text(AppSettings.HTTP_HOST)))
                .build();
        context.registerSingleton(Home.class, home);
        context.registerSingleton(Clock.class, clock);
        context.registerSingleton(Ids.class, ids);
        context.registerSingleton(SettingValues.class, settings);
        return context.start();
    }

    private CommandException unknown(Commands commands) {
        List<String> names = new ArrayList<>(FixedWords.NOW);
        names.addAll(FixedWords.LATER);
        commands.all().forEach(command -> names.add(command.name()));
        String hint = Spelling.nearest(arguments.command(), names)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("./clara help lists them.");
        return CommandException.usage("There is no command '" + arguments.command() + "': " + hint);
    }

    private CommandIo terminal(Settings settings) throws IOException {
        Map<String, String> callers = settings.find(AppSettings.USER_ID)
                .map(name -> Map.of(AppSettings.USER_ID.name(), name))
                .orElse(Map.of());
        var caller = new Caller(System.getProperty("user.name", "somebody"), callers);
        Console console = System.console();
        boolean person =
                console != null && console.isTerminal() && arguments.once().isEmpty();
        if (person && arguments.command().equals("chat")) {
            return new ScreenIo(caller, ids, home.resolve("history"));
        }
        var pipe = new PipeIo(caller, ids, person, System.in, System.out, System.err);
        return arguments
                .once()
                .<CommandIo>map(line -> new OneLineIo(pipe, line))
                .orElse(pipe);
    }

    /** Before anything logs: where to, and what becomes of failures that nobody catches. */
    private void logToFile() {
        System.setProperty("clara.log.dir", home.resolve("logs").toString());
        System.setProperty("clara.log.console", arguments.command().equals("serve") ? "CONSOLE" : "NOWHERE");
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                LoggerFactory.getLogger(Application.class).error("thread {} failed", thread.getName(), failure));
    }
}
