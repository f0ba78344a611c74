package ai.clara.memory.store;

import ai.clara.memory.time.Moments;
import ai.clara.memory.time.Span;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.transcript.TranscriptEntry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What ranking needs of a message besides its words: found out when it is written, kept as one value, read once per candidate.
 *
 * @param people which of the places before it hold a person's words, the nearest in the lowest bit; Clara's answers are no distance
 * @param local when it was said, by the clock of whoever said it
 * @param asking the share of it that only asks, from 0 to 1
 * @param own whether the author speaks of themselves
 * @param likeness equal for messages of the same words
 * @param days the days it speaks of
 */
public record Marks(
        MessageRef message,
        SessionId session,
        PersonId author,
        long seq,
        int people,
        Instant at,
        LocalDateTime local,
        double asking,
        boolean own,
        long likeness,
        List<Span> days) {
    /** How many places back a message knows who spoke, so that whoever begins to read so far back sees the same. */
    public static final int PLACES_MAX = 24;

    private static final int DAYS_MAX = 16;
    private static final int READ_CHARS_MAX = 4_000;
    private static final double WHOLE = 255;
    private static final int FIXED_BYTES = 3 * 2 * Long.BYTES + 3 * Long.BYTES + 2 * Integer.BYTES + 2;
    /** As if people alone had talked. */
    private static final int ALL_PEOPLE = -1;

    public Marks {
        days = List.copyOf(days);
    }

    /** Of an entry that a person wrote, of which it is not known who spoke before. */
    public static Marks of(TranscriptEntry entry) {
        return of(entry, ALL_PEOPLE);
    }

    /** @param people which of the places before it hold a person's words */
    public static Marks of(TranscriptEntry entry, int people) {
        String text = entry.text().length() <= READ_CHARS_MAX
                ? entry.text()
                : entry.text().substring(0, READ_CHARS_MAX);
        LocalDateTime local = entry.at().atZone(entry.zone()).toLocalDateTime();
        List<Span> days = Moments.of(text, local.toLocalDate());
        return new Marks(
                entry.ref(),
                entry.session(),
                entry.author().orElseThrow(),
                entry.seq(),
                people,
                entry.at().truncatedTo(ChronoUnit.MILLIS),
                local,
                Manner.asking(text),
                Manner.own(text),
                Manner.likeness(entry.text()),
                days.subList(0, Math.min(DAYS_MAX, days.size())));
    }

    /** How many messages of people it stands behind an earlier one of its conversation; far when that cannot be seen any more. */
    public int behind(Marks earlier) {
        long apart = seq - earlier.seq;
        return apart > PLACES_MAX
                ? Integer.MAX_VALUE
                : 1 + Integer.bitCount(people & (1 << Math.max(0, apart - 1)) - 1);
    }

    /** In as few bytes as it needs. */
    public byte[] bytes() {
        var buffer = ByteBuffer.allocate(FIXED_BYTES + 2 * Integer.BYTES * days.size());
        put(buffer, message.value());
        put(buffer, session.value());
        put(buffer, author.value());
        buffer.putLong(seq).putLong(at.toEpochMilli()).putLong(likeness).putInt(people);
        buffer.putInt((int) (local.toEpochSecond(ZoneOffset.UTC) - at.getEpochSecond()));
        buffer.put((byte) Math.round(asking * WHOLE)).put((byte) (own ? 1 : 0));
        for (Span span : days) {
            buffer.putInt((int) span.from().toEpochDay()).putInt((int) span.to().toEpochDay());
        }
        return buffer.array();
    }

    /** From those. */
    public static Marks parse(byte[] bytes) {
        return parse(bytes, 0, bytes.length);
    }

    /** From those, which stand among others. */
    public static Marks parse(byte[] bytes, int offset, int length) {
        var buffer = ByteBuffer.wrap(bytes, offset, length);
        var message = new MessageRef(id(buffer));
        var session = new SessionId(id(buffer));
        var author = new PersonId(id(buffer));
        long seq = buffer.getLong();
        Instant at = Instant.ofEpochMilli(buffer.getLong());
        long likeness = buffer.getLong();
        int people = buffer.getInt();
        LocalDateTime local =
                LocalDateTime.ofEpochSecond(at.getEpochSecond() + buffer.getInt(), at.getNano(), ZoneOffset.UTC);
        double asking = Byte.toUnsignedInt(buffer.get()) / WHOLE;
        boolean own = buffer.get() != 0;
        var days = new ArrayList<Span>();
        while (buffer.hasRemaining()) {
            days.add(new Span(LocalDate.ofEpochDay(buffer.getInt()), LocalDate.ofEpochDay(buffer.getInt())));
        }
        return new Marks(message, session, author, seq, people, at, local, asking, own, likeness, days);
    }

    private static void put(ByteBuffer buffer, UUID id) {
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID id(ByteBuffer buffer) {
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
