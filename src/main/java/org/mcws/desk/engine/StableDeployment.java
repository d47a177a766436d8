package org.mcws.desk.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.spring.boot.starter.configuration.impl.DefaultDeploymentConfiguration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ContextResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * Deploys models and forms under the names that they have in the repository, such as {@code
 * processes/onboarding.bpmn}. The engine's own way takes the absolute path or the bare file name,
 * depending on how the desk was started, and would deploy everything anew at each change between
 * the two.
 */
class StableDeployment extends DefaultDeploymentConfiguration {

  private static final Set<String> FOLDERS = Set.of("processes/", "forms/");

  private final ResourcePatternResolver files;

  StableDeployment(ResourcePatternResolver files) {
    this.files = files;
  }

  @Override
  public Set<Resource> getDeploymentResources() {
    Map<String, Resource> byName = new TreeMap<>();
    try {
      for (String pattern : camundaBpmProperties.getDeploymentResourcePattern()) {
        for (Resource file : files.getResources(pattern)) {
          String name = name(file.getURL().toString());
          Named before = (Named) byName.put(name, new Named(name, file));
          if (before != null) {
            throw new IllegalStateException(
                "Two files are called " + name + ": " + before.origin + " and " + file.getURL());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The models and forms cannot be read", e);
    }
    return new LinkedHashSet<>(byName.values());
  }

  static String name(String url) {
    int start = FOLDERS.stream().mapToInt(folder -> url.lastIndexOf("/" + folder)).max().orElse(-1);
    if (start < 0) {
      throw new IllegalStateException(
          url + " lies in none of the folders " + FOLDERS + ", so it has no name to deploy it by");
    }
    return url.substring(start + 1);
  }

  private static final class Named extends ByteArrayResource implements ContextResource {

    private final String name;
    private final String origin;

    Named(String name, Resource file) throws IOException {
      super(file.getContentAsByteArray(), name);
      this.name = name;
      this.origin = file.getURL().toString();
    }

    @Override
    public String getPathWithinContext() {
      return name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Named named && named.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }
}
