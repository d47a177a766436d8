package org.mcws.desk.sandbox.dns;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A note beside a record set.
 *
 * @param content the note
 * @param account who wrote it
 * @param modifiedAt when, in seconds since 1970
 */
record Comment(String content, String account, @JsonProperty("modified_at") long modifiedAt) {}
