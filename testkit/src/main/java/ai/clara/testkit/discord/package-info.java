/**
 * A fake Discord on loopback, gateway and REST, for the real client in another process. Tests act as people and read what people
 * would see; whatever Discord would refuse is refused and kept.
 */
@NullMarked
package ai.clara.testkit.discord;

import org.jspecify.annotations.NullMarked;
