package org.mcws.desk.platform.sources.git;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.eclipse.jgit.errors.MissingBundlePrerequisiteException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.mcws.desk.platform.CarefulHttp;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.PublicAddresses;
import org.mcws.desk.platform.RepositoryAddresses;
import org.mcws.desk.platform.sources.SourceCommit;
import org.mcws.desk.platform.sources.SourceRefused;
import org.mcws.desk.platform.sources.SourceRepositories;
import org.springframework.util.FileSystemUtils;

/**
 * Fetches with JGit, which runs no program and no hook of a repository: only the newest state, only
 * over HTTP, and only from where a stranger's address may lead.
 */
final class GitRepositories implements SourceRepositories, AutoCloseable {

  private static final String WANTED = "refs/desk/wanted";
  private static final int TITLE_LENGTH = 200;

  private final SourceSettings settings;
  private final RepositoryAddresses addresses;
  private final CloseableHttpClient toKnown;
  private final CloseableHttpClient toStrangers;

  GitRepositories(SourceSettings settings, RepositoryAddresses addresses) {
    this.settings = settings;
    this.addresses = addresses;
    this.toKnown = CarefulHttp.client(SystemDefaultDnsResolver.INSTANCE, settings.timeouts());
    this.toStrangers = CarefulHttp.client(new PublicAddresses(), settings.timeouts());
  }

  @Override
  public Optional<String> objection(String url) {
    return addresses.objection(url);
  }

  @Override
  public Optional<String> commit(String url, String ref) {
    return with(
        url,
        (transport, repository) -> advertised(transport, ref).map(found -> peeled(found).name()));
  }

  @Override
  public SourceCommit fetch(String url, String ref, Path folder) {
    return with(
        url,
        (transport, repository) -> {
          Ref found =
              advertised(transport, ref)
                  .orElseThrow(
                      () ->
                          new SourceRefused(
                              "The repository "
                                  + url
                                  + " has no branch or tag "
                                  + (ref.isEmpty() ? "at all" : ref)
                                  + ". Name one that it has."));
          transport.setDepth(1);
          transport.fetch(
              NullProgressMonitor.INSTANCE,
              List.of(new RefSpec("+" + found.getName() + ":" + WANTED)));
          try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(repository.resolve(WANTED + "^{commit}"));
            new SourceTree(repository, settings.largest()).write(commit.getTree(), folder);
            return described(commit);
          }
        });
  }

  @Override
  public void close() throws IOException {
    toKnown.close();
    toStrangers.close();
  }

  /** What is done with a repository that is there for as long as it is done. */
  private interface Work<T> {
    T with(Transport transport, Repository repository) throws IOException, URISyntaxException;
  }

  private <T> T with(String url, Work<T> work) {
    URI address;
    try {
      address = addresses.parsed(url);
    } catch (IllegalArgumentException e) {
      throw new SourceRefused("The address " + url + " " + e.getMessage() + ".");
    }
    Path folder = temporary();
    Fetching fetching = new Fetching(settings.largest(), settings.time());
    try (Repository repository =
        new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build()) {
      repository.create(true);
      // It is gone before anybody could tidy it up, least of all behind its back.
      Config config = repository.getConfig();
      config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
      config.setBoolean(
          ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTODETACH, false);
      try (Transport transport = Transport.open(repository, new URIish(address.toURL()))) {
        prepare(transport, address, fetching);
        return work.with(transport, repository);
      }
    } catch (IOException | URISyntaxException e) {
      throw explained(url, e, fetching);
    } catch (SourceRefused | PlatformUnavailable e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      // What JGit makes of what no repository has: dates beyond all time, sizes beyond all memory.
      throw new SourceRefused(
          "The repository " + url + " cannot be read (" + e + "). Does git fsck find anything?");
    } finally {
      fetching.close();
      FileSystemUtils.deleteRecursively(folder.toFile());
    }
  }

  private void prepare(Transport transport, URI address, Fetching fetching) {
    transport.setTagOpt(TagOpt.NO_TAGS);
    // Its only client: an address that is no HTTP address is not one of ours.
    ((TransportHttp) transport).setHttpConnectionFactory(connections(address, fetching));
  }

  private HttpConnectionFactory connections(URI address, Fetching fetching) {
    return new HttpConnectionFactory() {

      @Override
      public HttpConnection create(URL url) throws IOException {
        String here = url.toString();
        // JGit goes where a server sends it.
        if (addresses.objection(withoutQuery(here)).isPresent()) {
          throw new SourceRefused(
              "The repository " + address + " leads to an address that is not reached by https.");
        }
        boolean known = addresses.isKnown(addresses.parsed(withoutQuery(here)));
        return new GitConnection(url, known ? toKnown : toStrangers, fetching);
      }

      @Override
      public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return create(url);
      }
    };
  }

  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  private static Optional<Ref> advertised(Transport transport, String ref)
      throws NotSupportedException, TransportException {
    try (FetchConnection connection = transport.openFetch()) {
      Map<String, Ref> refs = connection.getRefsMap();
      if (ref.isEmpty()) {
        return Optional.ofNullable(refs.get(Constants.HEAD))
            .map(head -> head.isSymbolic() ? head.getTarget() : head);
      }
      return Optional.ofNullable(refs.get(Constants.R_HEADS + ref))
          .or(() -> Optional.ofNullable(refs.get(Constants.R_TAGS + ref)));
    }
  }

  /** The commit that an annotated tag is about. */
  private static ObjectId peeled(Ref ref) {
    return ref.getPeeledObjectId() == null ? ref.getObjectId() : ref.getPeeledObjectId();
  }

  private static SourceCommit described(RevCommit commit) {
    PersonIdent author = commit.getAuthorIdent();
    String title = commit.getShortMessage();
    return new SourceCommit(
        commit.name(),
        Instant.ofEpochSecond(commit.getCommitTime()),
        author == null ? "" : author.getName(),
        author == null ? "" : author.getEmailAddress(),
        title.length() > TITLE_LENGTH ? title.substring(0, TITLE_LENGTH) : title);
  }

  private RuntimeException explained(String url, Exception e, Fetching fetching) {
    if (fetching.isTooMuch()) {
      return new SourceRefused(
          "The repository "
              + url
              + " sends more than "
              + settings.largest().toMegabytes()
              + " MB for its newest state. Keep large files elsewhere.");
    }
    Throwable root = e;
    while (root.getCause() != null && !(root instanceof PublicAddresses.PrivateAddress)) {
      root = root.getCause();
    }
    if (root instanceof PublicAddresses.PrivateAddress) {
      return new SourceRefused(
          "The name "
              + root.getMessage()
              + " leads to a private address, and the desk fetches from public servers and from"
              + " those that Ops name (desk.sources.known-hosts).");
    }
    String text = String.valueOf(e.getMessage());
    // JGit says so, too, of an answer that ends before its time, which no server has meant.
    if (e instanceof NoRemoteRepositoryException && !(root instanceof EOFException)
        || e instanceof MissingBundlePrerequisiteException
        || text.contains("not authorized")
        || text.contains("Authentication is required")
        || text.contains("no CredentialsProvider")
        || text.contains("not permitted")) {
      return new SourceRefused(
          "There is no public repository at "
              + url
              + ". Check its address, and that everybody may read it.");
    }
    return new PlatformUnavailable(
        "The repository "
            + url
            + " gave no usable answer"
            + (fetching.isTooLong() ? " in time" : "")
            + " ("
            + text.replace('\n', ' ')
            + "). Look whether its server is up; the desk tries again.",
        e);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("repository");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
