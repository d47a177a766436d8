package org.mcws.desk.platform.mail;

import static org.awaitility.Awaitility.await;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** A mailbox as its owner sees it. */
public record Inbox(String smtp, String imap, MailLogin login) {

  /** Has itself sent a mail and waits until it is there. */
  public void receive(String subject) throws MessagingException {
    Session session = Session.getInstance(new Properties());
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom("someone@outside.example");
    mail.setSubject(subject, "UTF-8");
    mail.setText("Hello from " + subject, "UTF-8");
    mail.saveChanges();
    send(session, mail);
    await().until(() -> subjects().contains(subject));
  }

  /** Sends this mail to the mailbox as it is. */
  public void send(Session session, MimeMessage mail) throws MessagingException {
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(host(smtp), port(smtp), null, null);
      transport.sendMessage(mail, InternetAddress.parse(login.address()));
    }
  }

  /** The subjects of all mails in it. */
  public List<String> subjects() throws MessagingException {
    try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
      store.connect(host(imap), port(imap), login.address(), login.password());
      try (Folder folder = store.getFolder("INBOX")) {
        folder.open(Folder.READ_ONLY);
        List<String> subjects = new ArrayList<>();
        for (Message message : folder.getMessages()) {
          subjects.add(message.getSubject());
        }
        return subjects;
      }
    }
  }

  /** Its owner makes a folder. */
  public void makeFolder(String name) throws MessagingException {
    try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
      store.connect(host(imap), port(imap), login.address(), login.password());
      store.getFolder(name).create(Folder.HOLDS_MESSAGES);
    }
  }

  /** The names of its folders. */
  public List<String> folders() throws MessagingException {
    try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
      store.connect(host(imap), port(imap), login.address(), login.password());
      return Stream.of(store.getDefaultFolder().list("*")).map(Folder::getName).toList();
    }
  }

  /** The same with those above them. */
  public List<String> fullFolders() throws MessagingException {
    try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
      store.connect(host(imap), port(imap), login.address(), login.password());
      return Stream.of(store.getDefaultFolder().list("*")).map(Folder::getFullName).toList();
    }
  }

  private static String host(String server) {
    return server.split(":")[0];
  }

  private static int port(String server) {
    return Integer.parseInt(server.split(":")[1]);
  }
}
