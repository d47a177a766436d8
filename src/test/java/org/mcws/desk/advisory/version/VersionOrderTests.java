package org.mcws.desk.advisory.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each ecosystem's own examples of what comes before what. */
class VersionOrderTests {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # semver.org 11.4, and what packages have besides
          SEMVER   | 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 2.0.0 2.1.0 2.1.1
          SEMVER   | 0.0.0-20190101000000-abcdef0 0.0.0 v1.2 1.2.1 v1.2.3-0.20230101000000-abcdef0 v1.2.3 1.2.3.1 v1.10.0
          SEMVER   | 3.1.1-canary.20211030 3.1.1 3.5.3 20210101000000.0.0
          # deb-version(7), and Debian's own use
          DEBIAN   | 1.0~~ 1.0~~a 1.0~ 1.0 1.0-1 1.0-1+b1 1.0-1.1 1.0-2 1.0a 1.0+1-1 1.0.1 1:0.1
          DEBIAN   | 2.0.5-1 2.0.5-1+deb10u1 2.0.5-1.1 2.28-10 2.28-10+deb10u2 2.31-13+deb11u3 7.81.0-1ubuntu1.14 7.81.0-1ubuntu1.15
          DEBIAN   | 6.1.0~rc1-1~deb12u1 6.1.0~rc1-1 6.1.0-1~bpo12+1 6.1.0-1
          # Alpine's apk
          ALPINE   | 1.0_alpha 1.0_alpha2 1.0_beta 1.0_pre1 1.0_rc1 1.0 1.0-r1 1.0-r10 1.0_git20200101 1.0_p1 1.0_p1-r1 1.0a 1.0b 1.0.1 1.1
          ALPINE   | 1.1.1c-r0 1.1.1d-r0 1.1.1d-r2 1.1.1k-r0 3.0.0-r0
          ALPINE   | 1.01 1.02 1.1 1.2.12-r1 1.10 10.0
          # rpm's own test table
          RPM      | 1.0~rc1 1.0 1.0^ 1.0^git1 1.0^git2 1.0.a 1.0.1 1.0.2 1.0.10 2.0
          RPM      | 5.5p1 5.5p2 5.5p10 10xyz 10.1xyz
          RPM      | 0.96.2-8.3E 0.96.2-8.4E 0.96.10-1 1:0.17-65.el7_6 1:0.17-65.el7_7 1:0.17-66.el7_6 2:0.1-1
          RPM      | 1.0 0:1.0-1 1.0-2 1.0-10
          # PEP 440
          PYPI     | 1.0.dev456 1.0a1 1.0a2.dev456 1.0a12.dev456 1.0a12 1.0b1.dev456 1.0b2 1.0b2.post345.dev456 1.0b2.post345 1.0rc1.dev456 1.0rc1 1.0 1.0+abc.5 1.0+abc.7 1.0+5 1.0.post456.dev34 1.0.post456 1.0.15 1.1.dev1 1!0.1
          PYPI     | 3.1.0 3.1.4 2022.5.18.1 2023.7.22 20230101000000.1
          # Maven's version order specification
          MAVEN    | 1-alpha-1 1-beta 1-milestone-1 1-rc1 1-SNAPSHOT 1 1-sp 1-foo 1-1 1.1 2.0-beta9 2.0 2.12.2 2.15.0 2.17.1
          MAVEN    | 2.9.1 2.9.10 2.9.10.4 2.9.10.7 2.10.0-rc1 2.10.0
          # Gem::Version
          RUBYGEMS | 1.0.a.2 1.0.b1 1.0.rc1 1.0 1.0.1 1.2.b1 1.2 1.10
          RUBYGEMS | 3.2.0 3.2.22 4.0.0.beta1 4.0.0.rc2 4.0.0 4.1.11 4.2.0 4.2.2
          RUBYGEMS | 1.11.0-java 1.11.0 2.2.3 2.2.23 2.3
          # Composer's version parser
          COMPOSER | 1.0.0-dev 1.0.0-alpha1 1.0.0-alpha.2 1.0.0-b1 1.0.0-beta2 1.0.0-RC1 1.0.0-rc2 1.0.0 1.0.0-p1 1.0.0-patch2 1.0.1 1.9.9 1.x-dev v2.0
          COMPOSER | 9.2.20 9.2.21 9.3.0-alpha1 9.3.0-rc1 9.3.0 9.3.16 10.0.0
          # NuGet
          NUGET    | 1.0.0-Alpha 1.0.0-alpha.1 1.0.0-beta 1.0.0-RC.1 1.0 1.0.0.1 1.0.1 1.1 13.0.1
          # whatever people write
          GENERIC  | 1.0-dev 1.0-alpha 1.0a2 1.0-beta1 1.0b2 1.0-rc1 1.0 1.0.1 1.2 1.10
          GENERIC  | 1.0.2 1.0.2a 1.0.2k 1.0.3 1.1.1
          GENERIC  | 4.2-beta 4.2 4.2.1 6.8.3 6.8.3-php8.3-apache 6.8.4-php8.3-apache 6.10
          GENERIC  | 1.0.0-alpha 1.0.0-rc1 1.0.0-rc2 v1.0.0 4.0.0
          """)
  void ordersAscending(VersionOrder order, String ascending) {
    String[] versions = ascending.split(" ");
    for (int i = 0; i < versions.length; i++) {
      for (int j = 0; j < versions.length; j++) {
        assertThat(Integer.signum(order.compare(versions[i], versions[j])))
            .as(versions[i] + " against " + versions[j])
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SEMVER   | 1.0.0 v1.0.0 1.0 1 1.0.0+build.5 =1.0.0
          DEBIAN   | 1.0-1 0:1.0-1 1.00-01
          ALPINE   | 1.2.3_rc 1.2.3_rc0
          RPM      | 1.0-1 0:1.0-1 1_0-1
          PYPI     | 1.0 1 1.0.0 v1.0 0!1.0
          PYPI     | 1.0rc1 1.0c1 1.0-RC.1 1.0_preview1 1.0.pre1
          PYPI     | 1.0.post1 1.0-1 1.0.r1 1.0rev1
          MAVEN    | 1 1.0 1.0.0 1-ga 1-final
          RUBYGEMS | 1 1.0 1.0.0
          COMPOSER | 1 v1.0 1.0.0.0 1.0.0-stable
          COMPOSER | 1.0-RC1 1.0.0-rc.1 1.0.0RC1
          NUGET    | 1.0 1.0.0 1.0.0.0 1.0.0+meta
          NUGET    | 1.0-Beta 1.0.0-beta
          GENERIC  | 1 1.0 v1.0.0 1.0.0+exp
          """)
  void knowsTwoSpellingsOfOneVersion(VersionOrder order, String equal) {
    String[] versions = equal.split(" ");
    for (String one : versions) {
      for (String other : versions) {
        assertThat(order.compare(one, other)).as(one + " against " + other).isZero();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "npm,SEMVER",
    "golang,SEMVER",
    "cargo,SEMVER",
    "deb,DEBIAN",
    "apk,ALPINE",
    "rpm,RPM",
    "pypi,PYPI",
    "maven,MAVEN",
    "gem,RUBYGEMS",
    "composer,COMPOSER",
    "nuget,NUGET",
    "generic,GENERIC",
    "wordpress-plugin,GENERIC",
    "docker,GENERIC"
  })
  void isFoundByThePackageType(String type, VersionOrder order) {
    assertThat(VersionOrder.of(type)).isEqualTo(order);
  }

  @Test
  void comparesDebianVersionsAsDpkgDoes() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "apt-get install dpkg");
    Random random = new Random(440);
    for (int i = 0; i < 300; i++) {
      String one = debian(random);
      String other = random.nextInt(4) == 0 ? one + "~" + random.nextInt(3) : debian(random);
      int expected = dpkg(one, "lt", other) ? -1 : dpkg(one, "gt", other) ? 1 : 0;
      assertThat(Integer.signum(VersionOrder.DEBIAN.compare(one, other)))
          .as(one + " against " + other)
          .isEqualTo(expected);
    }
  }

  /** Whatever is thrown at it: comparing is possible, and sorting makes sense. */
  @ParameterizedTest
  @EnumSource
  void isAnOrderOfAnything(VersionOrder order) {
    Random random = new Random(order.ordinal());
    List<String> versions = new ArrayList<>(List.of("", "TODO", "dev-master", "9".repeat(5000)));
    for (int i = 0; i < 60; i++) {
      versions.add(anything(random));
    }
    List<String> sorted = order.sorted(versions);
    assertThat(sorted).hasSameSizeAs(versions);
    List<String> ruled =
        versions.stream().filter(version -> order.sorted(List.of(version)).size() == 1).toList();
    for (String one : ruled) {
      assertThat(order.compare(one, one)).isZero();
      for (String other : ruled) {
        assertThat(Integer.signum(order.compare(one, other)))
            .as(one + " against " + other)
            .isEqualTo(-Integer.signum(order.compare(other, one)));
      }
    }
  }

  private static String anything(Random random) {
    String[] pieces = {
      "1",
      "0",
      "02",
      "10",
      "9999999999999999999",
      ".",
      ".",
      "-",
      "~",
      "+",
      "_",
      ":",
      "^",
      "!",
      "a",
      "rc",
      "beta",
      "dev",
      "alpha",
      "p",
      "r1",
      "v",
      "x",
      " ",
      "ü",
      "post",
      "SNAPSHOT",
      "e"
    };
    StringBuilder version = new StringBuilder();
    for (int i = random.nextInt(9); i >= 0; i--) {
      version.append(pieces[random.nextInt(pieces.length)]);
    }
    return version.toString();
  }

  private static String debian(Random random) {
    String[] pieces = {"0", "1", "9", "10", "01", ".", "+", "~", "-", "a", "z", "deb", "u", "rc"};
    StringBuilder version = new StringBuilder(random.nextInt(5) == 0 ? "1:" : "");
    version.append(random.nextInt(3));
    for (int i = random.nextInt(7); i > 0; i--) {
      version.append(pieces[random.nextInt(pieces.length)]);
    }
    return version.append("1").toString();
  }

  private static boolean dpkg(String one, String relation, String other)
      throws IOException, InterruptedException {
    return new ProcessBuilder("/usr/bin/dpkg", "--compare-versions", one, relation, other)
            .redirectErrorStream(true)
            .start()
            .waitFor()
        == 0;
  }
}
