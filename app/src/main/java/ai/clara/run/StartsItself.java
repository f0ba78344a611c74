package ai.clara.run;

/** A command that decides itself whether and when the services of the home start. */
public interface StartsItself {}
