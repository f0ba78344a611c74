/** Who may know what: audiences, the viewer of a reply, and the labels on every row that holds content. */
@NullMarked
package ai.clara.spi.privacy;

import org.jspecify.annotations.NullMarked;
