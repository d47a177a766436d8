/** The formats in which security problems are published, each recognised by what it contains. */
package org.mcws.desk.advisory.format;
