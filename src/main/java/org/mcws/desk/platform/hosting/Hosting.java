package org.mcws.desk.platform.hosting;

import java.util.Optional;

/**
 * Runs the communities' apps. Every operation may be repeated: it reads what is there and makes it
 * what it should be. All throw {@link org.mcws.desk.platform.PlatformUnavailable} when the platform
 * gives no usable answer, also while another deployment holds the app, and {@link
 * org.mcws.desk.platform.PlatformRefusal} when it says no.
 */
public interface Hosting {

  /**
   * Makes the app run as described, without waiting for it. An app that already is as described is
   * left alone, so repeating does not restart it.
   *
   * @throws org.mcws.desk.platform.PlatformRefusal {@code appNameTaken} if an app of this id exists
   *     that this desk did not make for the same service (label {@code desk-service}), {@code
   *     appRefused} if the platform rejects the description
   */
  void ensure(App app);

  /** What runs under this id; empty if nothing is there. */
  Optional<AppStatus> find(String id);

  /**
   * The last of what the newest instance of the app's present definition has printed, or one before
   * it while that has printed nothing: at most {@link Runs#LONGEST_OUTPUT} characters, with what it
   * has said of errors perhaps after everything else, or a sentence that says why it cannot be had.
   * Empty if nothing was printed, or nothing is there.
   */
  String output(String id);

  /**
   * How an app is described that the desk made, as the platform has it: the inverse of {@link
   * #ensure}. Its secrets are left out, since no platform has to tell them, and so is what the
   * platform has no use for, such as the disk on Swarm. Empty if nothing is there, or something
   * that the desk did not make.
   */
  Optional<App> definition(String id);

  /**
   * Makes the app run this image and changes nothing else of it, without waiting for it. An app
   * whose definition names the image already is left alone.
   *
   * @param image image reference, with tag or digest
   * @throws org.mcws.desk.platform.PlatformRefusal {@code appMissing} if nothing is there, {@code
   *     appRefused} if the platform rejects the change
   */
  void deploy(String id, String image);

  /**
   * Makes the app run this image with these settings, in one deployment, and changes nothing else
   * of it, without waiting for it. An app whose definition names the image and carries the
   * settings' revision (label {@link App#SETTINGS}) already is left alone.
   *
   * @param image image reference, with tag or digest
   * @param settings what it is told from then on in place of all that it is told now
   * @throws org.mcws.desk.platform.PlatformRefusal as {@link #deploy(String, String)}
   */
  void deploy(String id, String image, Settings settings);

  /**
   * Like {@link #deploy(String, String)}, but ends what is still being deployed to this app alone,
   * whether or not it may yet succeed: for bringing back an image that is known to work.
   *
   * @throws org.mcws.desk.platform.PlatformRefusal as {@link #deploy(String, String)}
   */
  void deployInstead(String id, String image);

  /**
   * Like {@link #deploy(String, String, Settings)}, but ends what is still being deployed to this
   * app alone, as {@link #deployInstead(String, String)} does.
   *
   * @param settings what it is told from then on in place of all that it is told now
   * @throws org.mcws.desk.platform.PlatformRefusal as {@link #deploy(String, String)}
   */
  void deployInstead(String id, String image, Settings settings);

  /**
   * Brings a stored definition back with the settings that it had, without waiting for it.
   *
   * @param version a {@link AppStatus#version} seen earlier
   * @throws org.mcws.desk.platform.PlatformRefusal {@code versionGone} if the platform no longer
   *     has it
   */
  void rollBack(String id, String version);

  /**
   * Starts all instances anew, without waiting for them. If that is already under way, nothing more
   * happens.
   *
   * @throws org.mcws.desk.platform.PlatformRefusal {@code appMissing} if nothing is there
   */
  void restart(String id);

  /**
   * Makes so many instances run side by side and changes nothing else, without waiting for them.
   *
   * @param instances 1 or more
   * @throws org.mcws.desk.platform.PlatformRefusal {@code appMissing} if nothing is there, {@code
   *     appRefused} if the platform rejects the change
   */
  void scale(String id, int instances);

  /**
   * Keeps the app off a machine, without waiting for it: what runs there is started elsewhere, and
   * stopped there only then if the app has not been told otherwise (its upgrade strategy). All of
   * its instances start anew. An app that is kept off the machine already is left alone.
   *
   * @param host the machine, as in {@link AppStatus.Task#host}
   * @throws org.mcws.desk.platform.PlatformRefusal {@code appMissing} if nothing is there, {@code
   *     appRefused} if the platform rejects the change
   */
  void avoid(String id, String host);

  /**
   * Undoes {@link #avoid}, without waiting for it: the app may use the machine again, and all of
   * its instances start anew. An app that is not kept off the machine, or not there, is left alone.
   *
   * @throws org.mcws.desk.platform.PlatformRefusal {@code appRefused} if the platform rejects the
   *     change
   */
  void allow(String id, String host);

  /** Stops the app and forgets it; does nothing if it is not there. */
  void remove(String id);
}
