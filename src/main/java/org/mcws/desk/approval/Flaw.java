package org.mcws.desk.approval;

/**
 * What is wrong with an answer.
 *
 * @param field JSON pointer to the field
 * @param sentence name of the sentence that says so, in {@link Words}
 * @param part what is to be filled in
 */
record Flaw(String field, String sentence, String part) {

  String in(Words words) {
    return words.say(sentence, part);
  }
}
