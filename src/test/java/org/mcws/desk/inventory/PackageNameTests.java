package org.mcws.desk.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageNameTests {

  @ParameterizedTest
  @CsvSource({
    "pkg:pypi/Django_Foo.Bar@1.0, pypi, django-foo-bar",
    "pkg:composer/Laravel/Framework@7.12, composer, laravel/framework",
    "pkg:deb/Debian/ZLIB1G@1:1.2?arch=amd64&distro=buster, deb, debian/zlib1g",
    "pkg:golang/github.com/Foo/Bar@v1#api, golang, github.com/foo/bar",
    "pkg:npm/%40angular/core@1, npm, @angular/core",
    "pkg:npm/@angular/core@1, npm, @angular/core",
    "pkg:maven/org.apache.logging.log4j/Log4j-Core@2.13.2?package-id=5f, maven,"
        + " org.apache.logging.log4j/Log4j-Core",
    "pkg:nuget/Newtonsoft.Json@13, nuget, newtonsoft.json",
    "pkg:gem/Rails@7, gem, Rails",
    "pkg:generic/nginx@1.29, generic, nginx",
    "pkg:docker/wordpress@6.8.3, docker, wordpress",
    "pkg:docker/library/wordpress@6.8.3, docker, wordpress",
    "pkg:docker/nginxinc/nginx-unprivileged@1.29, docker, nginxinc/nginx-unprivileged",
    "pkg:docker/hispano/site@1?repository_url=ghcr.io, docker, ghcr.io/hispano/site",
    "pkg:docker/hispano/site@1?repository_url=https://ghcr.io/v2, docker, ghcr.io/hispano/site",
    "pkg:docker/hispano/site@1?repository_url=docker.io, docker, hispano/site",
    "pkg:oci/site@sha256:aa?repository_url=ghcr.io/hispano/site, docker, ghcr.io/hispano/site",
    "pkg:oci/site@sha256:aa, oci, site"
  })
  void readsPackageUrls(String purl, String type, String name) {
    assertThat(PackageName.of(purl))
        .isEqualTo(new PackageName(type, name))
        .hasToString(type + "/" + name);
  }

  @ParameterizedTest
  @CsvSource({
    "PyPI, ruamel.yaml.Clib, pypi, ruamel-yaml-clib",
    "maven, org.foo:Bar, maven, org.foo/Bar",
    "npm, @Angular/core, npm, @angular/core",
    "docker, docker.io/library/wordpress, docker, wordpress",
    "docker, registry-1.docker.io/nginxinc/nginx, docker, nginxinc/nginx",
    "docker, ghcr.io/hispano/site, docker, ghcr.io/hispano/site",
    "gem, ActionPack, gem, ActionPack"
  })
  void spellsNamesAsTheirEcosystemComparesThem(
      String type, String name, String spelledType, String spelledName) {
    assertThat(PackageName.of(type, name))
        .isEqualTo(PackageName.of(spelledType, spelledName))
        .extracting(PackageName::type, PackageName::name)
        .containsExactly(spelledType, spelledName);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nginx", "pkg:", "pkg:npm", "pkg:maven/onlyname@1", "pkg:npm/a b@1"})
  void refusesWhatIsNoPackageUrl(String text) {
    assertThatThrownBy(() -> PackageName.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("is not a package URL");
  }

  @Test
  void hasATypeAndAName() {
    assertThatThrownBy(() -> PackageName.of("npm", " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PackageName.of("", "left-pad"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
