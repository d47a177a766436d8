/** The desk as its users get it: a process of its own, touched only from outside. */
package org.mcws.desk.e2e;
