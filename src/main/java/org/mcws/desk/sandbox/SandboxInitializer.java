package org.mcws.desk.sandbox;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.nio.file.Path;
import org.mcws.desk.settings.DeskSettings;
import org.mcws.desk.settings.FolderLock;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Starts the sandbox before any bean is made, so that the adapters find it through their ordinary
 * settings, and closes it after the last bean is gone. Whatever is set explicitly wins, so that one
 * of the servers can be a real one.
 */
class SandboxInitializer
    implements ApplicationContextInitializer<GenericApplicationContext>, Ordered {

  @Override
  public void initialize(GenericApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    if (!environment.acceptsProfiles(Profiles.of("sandbox"))) {
      return;
    }
    DeskSettings desk = bind(environment, "desk", DeskSettings.class);
    SandboxSettings settings = bind(environment, "desk.sandbox", SandboxSettings.class);
    Sandbox sandbox = start(settings, desk);
    environment.getPropertySources().addLast(new MapPropertySource("sandbox", sandbox.settings()));
    context.getDefaultListableBeanFactory().registerSingleton("sandbox", sandbox);
    // Beans end in the reverse order of this registration, so the first one ends last.
    DisposableBean end = sandbox::close;
    context.getDefaultListableBeanFactory().registerDisposableBean("sandbox", end);
  }

  private static Sandbox start(SandboxSettings settings, DeskSettings desk) {
    Path folder = desk.home().resolve("sandbox");
    FolderLock lock = FolderLock.take(folder, "lock");
    try {
      return Sandbox.start(lock, SandboxServers.of(settings, folder, desk.pace()));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static <T> T bind(ConfigurableEnvironment environment, String prefix, Class<T> type) {
    try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
      ValidationBindHandler validation =
          new ValidationBindHandler(new SpringValidatorAdapter(validators.getValidator()));
      return Binder.get(environment).bindOrCreate(prefix, Bindable.of(type), validation);
    }
  }

  /** After those that check settings: nothing closes the servers if a later one fails. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
