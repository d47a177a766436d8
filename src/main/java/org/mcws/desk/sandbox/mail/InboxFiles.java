package org.mcws.desk.sandbox.mail;

import com.icegreen.greenmail.store.FolderListener;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Keeps an inbox on disk, one file for each message, in step with what happens to it by SMTP or
 * IMAP. Flags are not kept. A file's name is the time it was received in milliseconds and a number
 * that keeps the order.
 */
final class InboxFiles implements FolderListener {

  private final MailFolder inbox;
  private final Path folder;
  private final List<Path> files = new ArrayList<>();
  private long last;

  /** Fills the inbox from the folder, then follows it. */
  InboxFiles(MailFolder inbox, Path folder) {
    this.inbox = inbox;
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      load();
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(
          "cannot load the mails in " + folder + ": move the broken one away", e);
    }
    inbox.addListener(this);
  }

  @Override
  public synchronized void added(int number) {
    StoredMessage message = inbox.getMessages().get(number - 1);
    try {
      Path file =
          folder.resolve("%013d-%09d.eml".formatted(message.getReceivedDate().getTime(), last + 1));
      try (OutputStream out = Files.newOutputStream(half())) {
        message.getMimeMessage().writeTo(out);
      }
      Files.move(half(), file, StandardCopyOption.ATOMIC_MOVE);
      last++;
      files.add(number - 1, file);
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException("cannot keep a mail in " + folder, e);
    }
  }

  @Override
  public synchronized void expunged(int number) {
    delete(files.remove(number - 1));
  }

  @Override
  public void flagsUpdated(int number, Flags flags, Long uid) {
    // Flags are not kept.
  }

  @Override
  public synchronized void mailboxDeleted() {
    files.forEach(InboxFiles::delete);
    files.clear();
    delete(half());
    delete(folder);
  }

  private Path half() {
    return folder.resolve("half");
  }

  private void load() throws IOException, MessagingException {
    List<Path> found;
    try (Stream<Path> all = Files.list(folder)) {
      found = all.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
    }
    Session session = Session.getInstance(new Properties());
    for (Path file : found) {
      String[] parts = file.getFileName().toString().split("[-.]");
      try (InputStream in = Files.newInputStream(file)) {
        inbox.appendMessage(
            new MimeMessage(session, in), new Flags(), new Date(Long.parseLong(parts[0])));
      }
      last = Math.max(last, Long.parseLong(parts[1]));
      files.add(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }
}
