package ai.clara.testkit.model;

import ai.clara.spi.chat.TokenUsage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Plays one script to one request, streamed or whole. */
final class Answering {
    private static final int BLOCK_BYTES = 65_536;
    private static final Duration NO_BOUND = Duration.ofDays(1);
    private final Outlet out;
    private final Request request;
    private final Dialect dialect;
    private final StringBuilder said = new StringBuilder();
    private boolean begun;

    Answering(Outlet out, Request request) {
        this.out = out;
        this.request = request;
        this.dialect = request.wire().dialect(request);
    }

    /** Returns how it ended. */
    Call.End play(Script script) {
        try {
            if (!script.steps().isEmpty() && script.steps().getFirst() instanceof Step.Refuse refuse) {
                refuse(refuse);
                return Call.End.REFUSED;
            }
            open(script.manner().opening());
            for (Step step : script.steps()) {
                play(step);
                if (step instanceof Step.Fail) {
                    return Call.End.COMPLETE;
                }
            }
            end(script.manner());
            return Call.End.COMPLETE;
        } catch (Outlet.CutException e) {
            return Call.End.CUT;
        } catch (IOException e) {
            return Call.End.CLIENT_CLOSED;
        }
    }

    private void play(Step step) throws IOException {
        switch (step) {
            case Step.Say(String piece) -> say(piece);
            case Step.Raw(byte[] bytes) -> raw(bytes);
            case Step.LongLine(long bytes) -> longLine(bytes);
            case Step.KeepAlive(long times, Duration pace) -> keepAlive(times, pace);
            case Step.Hold(Gate gate) -> stand(gate, NO_BOUND);
            case Step.Wait(Duration time) -> stand(new Gate(), time);
            case Step.Fail(Script.Failure failure) -> fail(failure);
            case Step.Cut(boolean reset) -> out.hangUp(reset);
            case Step.Refuse refuse ->
                throw new IllegalStateException("an error is the first step: " + refuse.status());
        }
    }

    private void open(Script.Opening opening) throws IOException {
        switch (opening) {
            case NOTHING -> {}
            case HEADERS -> headers();
            case FIRST_EVENT -> begin();
        }
    }

    private void headers() throws IOException {
        out.headers(request.streamed() ? "text/event-stream" : "application/json");
    }

    private void begin() throws IOException {
        headers();
        if (request.streamed() && !begun) {
            begun = true;
            out.events(dialect.begin());
        }
    }

    private void say(String piece) throws IOException {
        begin();
        said.append(piece);
        if (request.streamed()) {
            out.events(dialect.piece(piece));
        }
    }

    private void raw(byte[] bytes) throws IOException {
        headers();
        out.body(bytes);
    }

    private void longLine(long bytes) throws IOException {
        raw("data: ".getBytes(StandardCharsets.US_ASCII));
        var block = new byte[BLOCK_BYTES];
        Arrays.fill(block, (byte) 'x');
        long left = bytes - "data: \n\n".length();
        for (; left > 0; left -= block.length) {
            raw(left >= block.length ? block : Arrays.copyOf(block, (int) left));
        }
        raw("\n\n".getBytes(StandardCharsets.US_ASCII));
    }

    private void keepAlive(long times, Duration pace) throws IOException {
        headers();
        for (long time = 0; time < times; time++) {
            if (request.streamed()) {
                out.events(dialect.keepAlive());
            } else {
                out.events(" \n");
            }
            out.stand(new Gate(), pace);
        }
    }

    private void stand(Gate gate, Duration bound) throws IOException {
        gate.reach();
        out.stand(gate, bound);
    }

    private void fail(Script.Failure failure) throws IOException {
        headers();
        out.last(request.streamed() ? dialect.failure(failure) : dialect.refusal(502, "scripted: overloaded"));
    }

    private void end(Script.Manner manner) throws IOException {
        if (!request.streamed()) {
            headers();
            boolean nothing = said.isEmpty() && manner.ending() == Script.Ending.NONE;
            out.last(nothing ? "" : dialect.whole(said.toString(), manner.ending(), usage(manner)));
            return;
        }
        if (manner.ending() != Script.Ending.NONE) {
            begin();
        }
        out.last(dialect.end(manner.ending(), usage(manner)));
    }

    private Optional<TokenUsage> usage(Script.Manner manner) {
        if (manner.usageWithheld()) {
            return Optional.empty();
        }
        return manner.usage()
                .or(() -> Optional.of(new TokenUsage(Words.of(request.prompt()), Words.of(said.toString()))));
    }

    private void refuse(Step.Refuse refuse) throws IOException {
        String body = refuse.body().orElseGet(() -> dialect.refusal(refuse.status(), "scripted " + refuse.status()));
        out.whole(refuse.status(), refuse.headers(), body.getBytes(StandardCharsets.UTF_8));
    }
}
