package org.mcws.desk.onboarding.request;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A mail address that can also be the name of an account: at most 64 characters, plain signs. */
@NotNull
@Size(max = 64)
@Pattern(
    regexp =
        "[A-Za-z0-9_+-]+(\\.[A-Za-z0-9_+-]+)*@"
            + "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@interface MailAddress {

  String message() default Remedies.EMAIL;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
