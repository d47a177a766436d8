package org.mcws.desk.engine;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.spin.SpinRuntimeException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Says in the engine's own words what the engine hides in an HTTP 500: something belongs to another
 * community or is not for this person (403), or input is invalid (400), however deep the engine has
 * wrapped it.
 */
class PlainRefusals extends CommandInterceptor {

  private static final String OTHER_TENANT = "belongs to no authenticated tenant";

  @Override
  public <T> T execute(Command<T> command) {
    try {
      return next.execute(command);
    } catch (InvalidInput invalid) {
      throw noted(invalid);
    } catch (AuthorizationException forbidden) {
      throw forbidden;
    } catch (RuntimeException failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof InvalidInput invalid) {
          throw noted(invalid);
        }
        if (cause instanceof AuthorizationException forbidden) {
          throw forbidden;
        }
        if (cause instanceof SpinRuntimeException
            && RequestContextHolder.getRequestAttributes() != null) {
          throw noted(
              new InvalidInput("/", "A variable of type Json is not JSON: check its value."));
        }
        if (cause instanceof ProcessEngineException
            && String.valueOf(cause.getMessage()).contains(OTHER_TENANT)) {
          throw new AuthorizationException(
              "This belongs to a community of which you are not a member.");
        }
      }
      throw failure;
    }
  }

  /** Keeps the details for the door that answers; the engine passes on the message alone. */
  private static InvalidInput noted(InvalidInput invalid) {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (request != null) {
      request.setAttribute(
          InvalidInput.class.getName(), invalid.fields(), RequestAttributes.SCOPE_REQUEST);
    }
    return invalid;
  }
}
