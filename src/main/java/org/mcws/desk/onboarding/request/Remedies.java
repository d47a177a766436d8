package org.mcws.desk.onboarding.request;

/** What people are told to do about a field. */
final class Remedies {

  static final String GIVE = "is missing: give it";
  static final String SLUG =
      "use 2 to 39 lower-case letters, digits and dashes, starting with a letter, such as"
          + " mozilla-hispano";
  static final String SERVICE_NAME =
      "use 1 to 39 lower-case letters, digits and dashes, starting with a letter, such as blog";
  static final String IMAGE =
      "use an image reference of a public registry with a tag or digest, such as"
          + " ghcr.io/hispano/site:1.4";
  static final String EMAIL =
      "use a plain mail address of at most 64 letters, digits and . _ + - @, such as"
          + " anna@example.org";
  static final String TIME_ZONE = "use a time zone of the tz database, such as Europe/Madrid";
  static final String LANGUAGE = "use a language tag such as en or pt-BR";

  private Remedies() {}
}
