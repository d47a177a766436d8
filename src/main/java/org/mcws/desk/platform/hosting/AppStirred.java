package org.mcws.desk.platform.hosting;

/**
 * The hosting platform has told that something happens to an app. What that is whoever minds reads
 * anew: such words come late, twice, in any order, or never.
 *
 * @param appId the app's id on the hosting platform
 */
public record AppStirred(String appId) {}
