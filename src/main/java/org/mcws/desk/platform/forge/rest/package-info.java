/** Forges by their REST interfaces. */
package org.mcws.desk.platform.forge.rest;
