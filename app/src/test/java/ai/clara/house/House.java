package ai.clara.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The rules, for the house that stands in one package: the real one, or the one built of fixtures.
 *
 * @param root the package that holds the rooms
 */
record House(String root) {
    static final List<String> ROOMS =
            List.of("engine", "memory", "llm", "discord", "gateway", "database", "migrations", "testkit", "spi");
    private static final List<String> SIBLINGS =
            List.of("engine", "memory", "llm", "discord", "gateway", "database", "migrations");
    private static final Set<String> DATABASE_ROOMS = Set.of("database", "migrations");

    /** One vendor's packages and the only places that may see them. */
    record Wall(String vendor, List<String> places) {}

    static final List<Wall> WALLS = List.of(
            new Wall("dev.langchain4j..", List.of("llm")),
            new Wall("org.apache.lucene..", List.of("memory")),
            new Wall("io.qdrant..", List.of("memory")),
            new Wall("io.grpc..", List.of("memory")),
            new Wall("org.postgresql..", List.of("database")),
            new Wall("com.zaxxer.hikari..", List.of("database")),
            new Wall("org.flywaydb..", List.of("migrations")),
            new Wall("org.jline..", List.of("terminal")),
            new Wall("io.netty..", List.of()),
            new Wall("org.neo4j..", List.of("memory.graph.neo4j")),
            new Wall("net.dv8tion..", List.of("discord")));

    /** Of Neo4j only the driver and what it speaks with ship: the server is GPL. */
    static boolean maybeShipped(String library) {
        return !library.startsWith("neo4j-")
                || library.startsWith("neo4j-java-driver-")
                || library.startsWith("neo4j-bolt-connection-");
    }

    ArchRule noCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    /** Each sees spi only; the database may let the migrations run. */
    List<ArchRule> siblings() {
        List<ArchRule> rules = new ArrayList<>();
        for (String room : SIBLINGS) {
            String[] others = SIBLINGS.stream()
                    .filter(other -> !other.equals(room))
                    .filter(other -> !(room.equals("database") && other.equals("migrations")))
                    .map(this::within)
                    .toArray(String[]::new);
            rules.add(noClasses()
                    .that()
                    .resideInAPackage(within(room))
                    .should()
                    .dependOnClassesThat(describe("belong to another room", to -> in(to, others) || isApp(to)))
                    .allowEmptyShould(!root.equals("ai.clara")));
        }
        return rules;
    }

    ArchRule appKnowsSpiOnly() {
        String[] rooms = SIBLINGS.stream().map(this::within).toArray(String[]::new);
        return noClasses()
                .that(describe("live in app", this::isApp))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms)
                .allowEmptyShould(false);
    }

    ArchRule spiIsPure() {
        return classes()
                .that()
                .resideInAPackage(within("spi"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", within("spi"))
                .allowEmptyShould(false);
    }

    ArchRule vendorStaysInItsRoom(Wall wall) {
        String[] places = wall.places().stream().map(this::within).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(places)
                .and()
                .resideOutsideOfPackage(within("testkit"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(wall.vendor())
                .allowEmptyShould(false);
    }

    ArchRule environmentIsReadOnce() {
        return noClasses()
                .that()
                .doNotHaveSimpleName("Environment")
                .should()
                .callMethodWhere(call("System.getenv", call -> owner(call, System.class) && named(call, "getenv")))
                .allowEmptyShould(false);
    }

    ArchRule nobodySleeps() {
        return noClasses()
                .should()
                .callMethodWhere(call("Thread.sleep", call -> owner(call, Thread.class) && named(call, "sleep")))
                .allowEmptyShould(false);
    }

    /** Time comes from a Clock; only a stopwatch may ask {@code nanoTime}. */
    ArchRule timeComesFromAClock() {
        return noClasses()
                .should()
                .callMethodWhere(call("the time without a clock", House::asksTheTime))
                .allowEmptyShould(false);
    }

    ArchRule connectionsComeFromTheDatabase() {
        String[] allowed = DATABASE_ROOMS.stream().map(this::within).toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .callMethodWhere(call(
                        "getConnection",
                        call -> named(call, "getConnection")
                                && (call.getTargetOwner().isAssignableTo(DataSource.class)
                                        || call.getTargetOwner().isAssignableTo(DriverManager.class))))
                .allowEmptyShould(false);
    }

    ArchRule namesSayWhatAClassIs() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl)(\\$.*)?")
                .allowEmptyShould(false);
    }

    private static boolean asksTheTime(JavaCall<?> call) {
        boolean now = call.getTargetOwner().getPackageName().equals("java.time")
                && named(call, "now")
                && call.getTarget().getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
        return now || owner(call, System.class) && named(call, "currentTimeMillis");
    }

    private static DescribedPredicate<JavaCall<?>> call(
            String what, java.util.function.Predicate<? super JavaCall<?>> test) {
        return describe(what, test);
    }

    private static boolean owner(JavaCall<?> call, Class<?> type) {
        return call.getTargetOwner().isEquivalentTo(type);
    }

    private static boolean named(JavaCall<?> call, String name) {
        return call.getName().equals(name);
    }

    private String within(String room) {
        return root + "." + room + "..";
    }

    private static boolean in(JavaClass type, String... packages) {
        for (String name : packages) {
            if (JavaClass.Predicates.resideInAPackage(name).test(type)) {
                return true;
            }
        }
        return false;
    }

    /** The room of a class: the first part of its package, or app when no room has that name. */
    String roomOf(JavaClass type) {
        String rest = type.getPackageName().substring(root.length());
        String first = rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
        return ROOMS.contains(first) ? first : "app";
    }

    boolean contains(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(root) || name.startsWith(root + ".");
    }

    private boolean isApp(JavaClass type) {
        return contains(type) && roomOf(type).equals("app");
    }
}
