package org.mcws.desk.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an account of an OpenID Connect provider is recognised as one of the desk's.
 *
 * @param claim the claim that holds the name of the desk's account; owners' accounts are named by
 *     their mail addresses
 */
@ConfigurationProperties("desk.sign-on")
record SignOnSettings(@DefaultValue("email") String claim) {}
