package org.mcws.desk.notification;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The texts of mails: {@code mail/<template>/<language>.txt}, whose first line is the subject and
 * whose second is empty.
 */
@Component
class MailTemplates {

  private final TemplateEngine engine;

  MailTemplates() {
    ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
    resolver.setPrefix("mail/");
    resolver.setSuffix(".txt");
    resolver.setTemplateMode(TemplateMode.TEXT);
    resolver.setCharacterEncoding("UTF-8");
    SpringTemplateEngine spring = new SpringTemplateEngine();
    spring.setTemplateResolver(resolver);
    engine = spring;
  }

  Text write(String template, Locale language, Map<String, Object> facts) {
    String spoken =
        List.of(language.toLanguageTag(), language.getLanguage(), "en").stream()
            .filter(tag -> new ClassPathResource("mail/" + template + "/" + tag + ".txt").exists())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no mail template " + template));
    String text =
        engine.process(template + "/" + spoken, new Context(Locale.forLanguageTag(spoken), facts));
    int end = text.indexOf('\n');
    return new Text(text.substring(0, end).strip(), text.substring(end).strip() + "\n", spoken);
  }

  record Text(String subject, String body, String language) {}
}
