package ai.clara.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The programs of PostgreSQL at work on the folder of one home, as the user they run as. */
record ServerPrograms(Path root, DataFolder folder, Path binaries, ServerUser user, Departure departure) {

    private static final String DURABLE = " -c fsync=on -c synchronous_commit=on -c full_page_writes=on"
            + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=";
    private static final Duration START_BOUND = Duration.ofSeconds(90);
    // It goes on stopping by itself when that is too short.
    private static final Duration STOP_BOUND = Duration.ofSeconds(20);

    static ServerPrograms of(Path home, Path root, DataFolder folder, Departure departure) throws IOException {
        Path binaries = Binaries.unpackInto(root, departure);
        ServerUser user = ServerUser.choose(home, folder.path(), binaries.resolve("bin/initdb"));
        return new ServerPrograms(root, folder, binaries, user, departure);
    }

    /** The folder, when it is not there. */
    void makeFolder() throws IOException {
        if (!Files.isDirectory(folder.path())) {
            folder.make(user, binaries, departure);
        }
    }

    /** A departure ends only the waiting, not the server. */
    Program.Outcome start(int port) throws IOException {
        return control(START_BOUND, departure, "start", "--log=" + folder.log(), "--options=-p " + port + DURABLE);
    }

    Program.Outcome stop() throws IOException {
        return control(STOP_BOUND, new Departure(), "stop", "--mode=fast");
    }

    private Program.Outcome control(Duration bound, Departure leaving, String verb, String... options)
            throws IOException {
        var words = new ArrayList<>(user.words(
                binaries.resolve("bin/pg_ctl").toString(),
                verb,
                "--pgdata=" + folder.path(),
                "--wait",
                "--timeout=" + bound.toSeconds()));
        words.addAll(List.of(options));
        return Program.run(root, bound.plusSeconds(10), words, leaving);
    }
}
