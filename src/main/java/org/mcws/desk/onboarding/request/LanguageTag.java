package org.mcws.desk.onboarding.request;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;
import java.util.Set;

/** A BCP 47 tag of a language that ISO 639 knows, with a region if wanted. */
@Constraint(validatedBy = LanguageTag.Known.class)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@interface LanguageTag {

  String message() default Remedies.LANGUAGE;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Accepts null. */
  class Known implements ConstraintValidator<LanguageTag, String> {

    @Override
    public boolean isValid(String value, ConstraintValidatorContext context) {
      return value == null
          || (value.matches("[a-z]{2}(-[A-Z]{2})?")
              && Set.of(Locale.getISOLanguages()).contains(value.substring(0, 2)));
    }
  }
}
