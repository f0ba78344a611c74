/**
 * Discord as a channel: the only place that knows its library. This package holds the settings, the permissions and the connection;
 * the packages below it use it, and it knows none of them.
 */
@NullMarked
package ai.clara.discord;

import org.jspecify.annotations.NullMarked;
