package org.mcws.desk.status.page;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.mcws.desk.status.board.ServiceState;

/**
 * A small picture that says how a service fares: SVG without anything from elsewhere. White on each
 * of its colours has a contrast of 4.5 to 1 or more.
 *
 * @param label whose it is
 * @param value how it fares
 */
record Badge(String label, String value, ServiceState state) {

  private static final int HEIGHT = 20;
  private static final int MARGIN = 8;
  private static final int BASELINE = 14;

  /** Pixels of a letter of 11 px Verdana on average; the text is fitted to what this makes. */
  private static final double LETTER = 6.8;

  private static final int LONGEST = 60;

  Badge {
    label = label.length() > LONGEST ? label.substring(0, LONGEST - 1) + "…" : label;
  }

  byte[] svg() {
    int left = width(label);
    int right = width(value);
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartElement("svg");
      xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
      attributes(
          xml,
          "width",
          left + right,
          "height",
          HEIGHT,
          "viewBox",
          "0 0 " + (left + right) + " " + HEIGHT,
          "role",
          "img",
          "aria-labelledby",
          "t");
      xml.writeStartElement("title");
      attributes(xml, "id", "t");
      xml.writeCharacters(label + ": " + value);
      xml.writeEndElement();
      box(xml, 0, left, "#3c3c46");
      box(xml, left, right, colour());
      xml.writeStartElement("g");
      attributes(
          xml,
          "fill",
          "#ffffff",
          "font-family",
          "Verdana,DejaVu Sans,sans-serif",
          "font-size",
          11,
          "aria-hidden",
          "true");
      word(xml, MARGIN, label);
      word(xml, left + MARGIN, value);
      xml.writeEndElement();
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the badge cannot be written", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String colour() {
    return switch (state) {
      case UNWATCHED -> "#5b5b66";
      case WORKS -> "#14692f";
      case MAINTENANCE -> "#0b5cad";
      case DEGRADED, PARTLY_DOWN -> "#8a5200";
      case DOWN -> "#a4121c";
    };
  }

  private static int length(String text) {
    return (int) Math.ceil(text.length() * LETTER);
  }

  private static int width(String text) {
    return length(text) + 2 * MARGIN;
  }

  private static void box(XMLStreamWriter xml, int x, int width, String colour)
      throws XMLStreamException {
    xml.writeEmptyElement("rect");
    attributes(xml, "x", x, "width", width, "height", HEIGHT, "fill", colour);
  }

  private static void word(XMLStreamWriter xml, int x, String text) throws XMLStreamException {
    xml.writeStartElement("text");
    attributes(xml, "x", x, "y", BASELINE, "textLength", length(text));
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private static void attributes(XMLStreamWriter xml, Object... namesAndValues)
      throws XMLStreamException {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      xml.writeAttribute((String) namesAndValues[i], namesAndValues[i + 1].toString());
    }
  }
}
