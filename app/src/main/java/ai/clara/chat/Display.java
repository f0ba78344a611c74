package ai.clara.chat;

import ai.clara.spi.command.CommandIo;

/** How an answer is shown where somebody reads it. */
sealed interface Display {

    static Display on(CommandIo io) {
        return io.interactive() ? new Screen(io) : new Pipe(io);
    }

    /** More text while the answer grows. */
    void piece(String text);

    /** The answer as it is kept, whatever was shown before. */
    void whole(String text);

    /** One answer per line and nothing else on standard output. */
    record Pipe(CommandIo io) implements Display {
        @Override
        public void piece(String text) {
            // Only whole answers leave through a pipe.
        }

        @Override
        public void whole(String text) {
            io.out(text.strip().replaceAll("\\s*\\R\\s*", " ") + "\n");
        }
    }

    /** Text appears as it comes. */
    final class Screen implements Display {
        private final CommandIo io;
        private final StringBuilder shown = new StringBuilder();

        Screen(CommandIo io) {
            this.io = io;
        }

        @Override
        public void piece(String text) {
            shown.append(text);
            io.out(text);
        }

        @Override
        public void whole(String text) {
            String before = shown.toString();
            shown.setLength(0);
            if (text.startsWith(before)) {
                io.out(text.substring(before.length()) + "\n\n");
            } else {
                io.out("\n" + text + "\n\n");
            }
        }
    }
}
