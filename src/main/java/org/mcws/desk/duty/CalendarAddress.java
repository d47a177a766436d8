package org.mcws.desk.duty;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** An address from which a calendar can be fetched by HTTP, without a user or password in it. */
@Constraint(validatedBy = CalendarAddress.Fetchable.class)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@interface CalendarAddress {

  String message() default
      "must be an address without user and password, such as https://calendar.example.org/ops.ics";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Accepts null and an empty address. */
  class Fetchable implements ConstraintValidator<CalendarAddress, URI> {

    private static final Set<String> SCHEMES = Set.of("https", "http", "webcal", "webcals");

    @Override
    public boolean isValid(URI value, ConstraintValidatorContext context) {
      return value == null
          || value.toString().isBlank()
          || value.getScheme() != null
              && SCHEMES.contains(value.getScheme().toLowerCase(Locale.ROOT))
              && value.getHost() != null
              && value.getRawUserInfo() == null;
    }
  }
}
