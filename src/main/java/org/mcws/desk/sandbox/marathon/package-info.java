/**
 * A Marathon and a Mesos master that run nothing but small web servers, and the reverse proxy in
 * front of them. What they answer follows Marathon 1.4 and 1.5 and Mesos' operator API v1.
 *
 * <p>The image decides how a task behaves: see {@link
 * org.mcws.desk.sandbox.marathon.ImageBehaviour}.
 */
package org.mcws.desk.sandbox.marathon;
