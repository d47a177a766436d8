package org.mcws.desk.platform.images.dockerfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of an instruction, one by one.
 *
 * @param json whether they were written as a JSON array of texts
 */
record Words(List<String> all, boolean json) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  static Words of(String text) {
    if (text.startsWith("[")) {
      List<String> elements = elements(text);
      if (elements != null) {
        return new Words(elements, true);
      }
    }
    return new Words(split(text), false);
  }

  private static List<String> elements(String text) {
    try {
      JsonNode array = JSON.readTree(text);
      List<String> elements = new ArrayList<>();
      for (JsonNode element : array) {
        if (!element.isTextual()) {
          return null;
        }
        elements.add(element.textValue());
      }
      return elements;
    } catch (JsonProcessingException e) {
      // Then it is no JSON form: Docker gives it to a shell.
      return null;
    }
  }

  /** As a shell would, but for what it would replace. */
  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
        inWord = true;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        inWord = true;
      } else if (Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
        }
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }
}
