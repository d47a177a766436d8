package org.mcws.desk.inventory;

/**
 * What a piece of software is called, in one spelling, so that an advisory and an inventory that
 * mean the same package say the same.
 *
 * @param type the package URL's type, such as {@code npm}, {@code pypi}, {@code deb}, {@code
 *     composer}, {@code docker}, or {@code generic} where no package manager is meant
 * @param name namespace and name joined by a slash, as the type's rules of the package URL
 *     specification write them
 */
public record PackageName(String type, String name) {}
