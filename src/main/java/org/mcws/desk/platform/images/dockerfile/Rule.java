package org.mcws.desk.platform.images.dockerfile;

/** Some of what a Dockerfile must or should be. */
interface Rule {

  void check(Dockerfile file, Expectations wanted, Findings found);
}
