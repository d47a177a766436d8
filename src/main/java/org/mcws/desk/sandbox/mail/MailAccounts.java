package org.mcws.desk.sandbox.mail;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.imap.ImapHostManagerImpl;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The mail of everybody, and who may read it: users with their password, and the outside world's
 * addresses with {@value #OUTSIDE_PASSWORD}.
 */
final class MailAccounts extends UserManager {

  static final String OUTSIDE_PASSWORD = "sandbox";

  private static final String INSIDE = "inside";
  private static final String OUTSIDE = "outside";

  private final MailDirectory directory;
  private final Path folder;

  MailAccounts(MailDirectory directory, Path folder) {
    super(new ImapHostManagerImpl());
    this.directory = directory;
    this.folder = folder;
    setAuthRequired(true);
    stored(INSIDE).forEach(address -> account(INSIDE, address));
    stored(OUTSIDE).forEach(address -> account(OUTSIDE, address));
  }

  @Override
  public boolean test(String login, String password) {
    String address = login.toLowerCase(Locale.ROOT);
    return directory.hasUser(address)
        ? directory.isPassword(address, password)
        : outside(address).isPresent() && OUTSIDE_PASSWORD.equals(password);
  }

  /** The account of somebody who has just shown the password. */
  @Override
  public GreenMailUser getUser(String login) {
    String address = login.toLowerCase(Locale.ROOT);
    return directory.hasUser(address) ? inside(address) : outside(address).orElse(null);
  }

  /** Puts a mail into a user's inbox. */
  void deliver(String address, MimeMessage message) {
    inside(address).deliver(message);
  }

  /** Puts a mail into the inbox that an outside address has here. */
  void deliverOutside(String address, MimeMessage message) {
    account(OUTSIDE, address.toLowerCase(Locale.ROOT)).deliver(message);
  }

  /** Removes a user's mail. */
  synchronized void forget(String address) {
    Optional.ofNullable(super.getUser(key(INSIDE, address))).ifPresent(this::deleteUser);
  }

  /** The mails in a user's inbox. */
  List<StoredMessage> mails(String address) {
    return Optional.ofNullable(super.getUser(key(INSIDE, address)))
        .map(this::mails)
        .orElse(List.of());
  }

  /** The outside addresses to which something was sent. */
  List<String> outsideAddresses() {
    return stored(OUTSIDE);
  }

  /** The mails that were sent to an outside address. */
  List<StoredMessage> outsideMails(String address) {
    return outside(address).map(this::mails).orElse(List.of());
  }

  /** What GreenMail gives grows while somebody writes; only a copy holds still. */
  private List<StoredMessage> mails(GreenMailUser user) {
    return List.copyOf(inbox(user).getMessages());
  }

  private GreenMailUser inside(String address) {
    directory.addFolder(address, "INBOX");
    return account(INSIDE, address);
  }

  private Optional<GreenMailUser> outside(String address) {
    return Optional.ofNullable(super.getUser(key(OUTSIDE, address)));
  }

  private synchronized GreenMailUser account(String side, String address) {
    String key = key(side, address);
    GreenMailUser known = super.getUser(key);
    if (known != null) {
      return known;
    }
    try {
      GreenMailUser user = createUser(key, key, "");
      new InboxFiles(inbox(user), folder.resolve(side).resolve(encode(address)));
      return user;
    } catch (UserException e) {
      throw new IllegalStateException("cannot open the mailbox " + address, e);
    }
  }

  private MailFolder inbox(GreenMailUser user) {
    ImapHostManager host = getImapHostManager();
    try {
      return host.getInbox(user);
    } catch (FolderException e) {
      throw new IllegalStateException("no inbox for " + user.getEmail(), e);
    }
  }

  private List<String> stored(String side) {
    Path sideFolder = folder.resolve(side);
    if (!Files.isDirectory(sideFolder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(sideFolder)) {
      return folders.map(path -> decode(path.getFileName().toString())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + sideFolder, e);
    }
  }

  private static String key(String side, String address) {
    return side + "/" + address;
  }

  private static String encode(String address) {
    return URLEncoder.encode(address, StandardCharsets.UTF_8);
  }

  private static String decode(String name) {
    return URLDecoder.decode(name, StandardCharsets.UTF_8);
  }
}
