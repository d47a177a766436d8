package org.mcws.desk.status.page;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.mcws.desk.status.BoardSettings;
import org.mcws.desk.status.board.Addresses;
import org.mcws.desk.status.board.ShownNotice;
import org.mcws.desk.status.board.ShownUpdate;
import org.mcws.desk.status.board.Snapshot;
import org.springframework.stereotype.Component;

/** What was told last, as a feed: RFC 4287, an entry for each update. */
@Component
class AtomFeed {

  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final int ENTRIES = 50;

  private final Addresses addresses;
  private final BoardSettings settings;

  AtomFeed(Addresses addresses, BoardSettings settings) {
    this.addresses = addresses;
    this.settings = settings;
  }

  byte[] write(Snapshot now) {
    List<Entry> entries =
        now.notices().stream()
            .flatMap(notice -> notice.updates().stream().map(told -> new Entry(notice, told)))
            .sorted(Comparator.comparing((Entry entry) -> entry.update().shownAt()).reversed())
            .limit(ENTRIES)
            .toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(bytes, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("feed");
      xml.writeDefaultNamespace(ATOM);
      text(xml, "id", addresses.feed().toString());
      text(xml, "title", settings.pageName());
      text(xml, "updated", entries.isEmpty() ? Instant.EPOCH.toString() : updated(entries.get(0)));
      link(xml, "self", addresses.feed().toString(), "application/atom+xml");
      link(xml, "alternate", addresses.status().toString(), "text/html");
      xml.writeStartElement("author");
      text(xml, "name", settings.pageName());
      xml.writeEndElement();
      for (Entry entry : entries) {
        write(xml, entry);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the feed cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private void write(XMLStreamWriter xml, Entry entry) throws XMLStreamException {
    xml.writeStartElement("entry");
    text(xml, "id", "urn:uuid:" + entry.update().id());
    text(xml, "title", entry.notice().title() + ": " + entry.update().stage().words());
    text(xml, "published", updated(entry));
    text(xml, "updated", updated(entry));
    link(xml, "alternate", addresses.notice(entry.notice().id()).toString(), "text/html");
    text(xml, "content", entry.update().words());
    xml.writeEndElement();
  }

  private static String updated(Entry entry) {
    return entry.update().shownAt().toString();
  }

  private static void text(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private static void link(XMLStreamWriter xml, String rel, String href, String type)
      throws XMLStreamException {
    xml.writeEmptyElement("link");
    xml.writeAttribute("rel", rel);
    xml.writeAttribute("href", href);
    xml.writeAttribute("type", type);
  }

  private record Entry(ShownNotice notice, ShownUpdate update) {}
}
