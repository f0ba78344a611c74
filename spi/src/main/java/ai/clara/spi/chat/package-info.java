/** What a conversation is made of, without any vendor's types. */
@NullMarked
package ai.clara.spi.chat;

import org.jspecify.annotations.NullMarked;
