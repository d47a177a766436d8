package org.mcws.desk.build;

import org.mcws.desk.inventory.ServiceKind;

/**
 * A small working example from which a community begins: a Dockerfile and what it needs.
 *
 * @param id such as {@code telegram-bot-python}
 * @param name what people call it
 * @param description what it is for, in a sentence
 * @param kind the kind of service that it becomes
 * @param port the port on which it listens, or null
 * @param explanation what its Dockerfile does and what to change, for people who have never written
 *     one
 */
public record Starter(
    String id,
    String name,
    String description,
    ServiceKind kind,
    Integer port,
    String explanation) {}
