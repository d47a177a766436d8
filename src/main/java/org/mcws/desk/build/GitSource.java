package org.mcws.desk.build;

/**
 * Where in which repository something is built from.
 *
 * @param url the repository's address
 * @param ref a branch or tag; empty for the repository's own default
 * @param folder the folder that is built, from the repository's top; empty for the whole
 * @param dockerfile where in that folder the Dockerfile is
 */
public record GitSource(String url, String ref, String folder, String dockerfile) {

  public GitSource {
    ref = ref == null ? "" : ref;
    folder = folder == null ? "" : folder;
    dockerfile = dockerfile == null || dockerfile.isEmpty() ? BuildFiles.DOCKERFILE : dockerfile;
  }
}
