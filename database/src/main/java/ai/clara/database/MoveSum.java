package ai.clara.database;

import java.math.BigInteger;
import java.util.HexFormat;

/**
 * How many rows a table has, and a sum over whole rows that does not depend on their order.
 *
 * @param hash the sum of 64-bit hashes
 */
record MoveSum(long rows, BigInteger hash) {

    static final MoveSum NONE = new MoveSum(0, BigInteger.ZERO);

    static MoveSum of(MoveSide side, MoveTable table) {
        return of(side, table, "true");
    }

    /** Of the rows for which the condition holds. The server computes it. */
    static MoveSum of(MoveSide side, MoveTable table, String condition) {
        return side.one(
                "select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from only " + table.quoted()
                        + " t where " + condition,
                row -> new MoveSum(row.getLong(1), row.getBigDecimal(2).toBigInteger()));
    }

    /** The last 64 bits, as people compare them. */
    String text() {
        return HexFormat.of().toHexDigits(hash.longValue());
    }
}
