/** A Docker engine that builds images without running what they say. */
package org.mcws.desk.sandbox.engine;
