package ai.clara.memory.bench;

import ai.clara.memory.follow.Rebuilding;
import ai.clara.memory.recall.House;
import ai.clara.memory.store.Elsewhere;
import java.nio.file.Path;

/** A process that moves vectors and is gone in the middle, as if killed. */
final class Mover {
    static final int KILLED = 137;

    /** Nobody looks on. */
    static final Rebuilding.Watch WATCH = new Rebuilding.Watch() {
        @Override
        public void filled(long done, long all) {}

        @Override
        public void compares() {}
    };

    private static final double SHARE = 0.4;

    private Mover() {}

    /** @param args the home, the address, the number of messages */
    public static void main(String[] args) {
        Population said = Population.of(Integer.parseInt(args[2]), Trial.SEED + Integer.parseInt(args[2]));
        var annals = new Annals();
        annals.say(said.entries());
        try (var house = new House(Path.of(args[0]), annals, House.embedding(new Clustered()))) {
            house.bean(Rebuilding.class).move(house.bean(Elsewhere.class).at(args[1]), new Rebuilding.Watch() {
                @Override
                public void filled(long done, long all) {
                    if (done > SHARE * all) {
                        Runtime.getRuntime().halt(KILLED);
                    }
                }

                @Override
                public void compares() {}
            });
        }
    }
}
