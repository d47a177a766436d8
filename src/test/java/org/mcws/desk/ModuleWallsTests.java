package org.mcws.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModuleWallsTests {

  private final ApplicationModules modules = ApplicationModules.of(Desk.class);

  @Test
  void noModuleReachesThroughAWall() {
    modules.verify();
  }

  @Test
  void everyClassBelongsToAMarkedModule() {
    assertThat(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackagesOf(Desk.class))
        .filteredOn(type -> !type.isEquivalentTo(Desk.class))
        .filteredOn(type -> modules.getModuleByType(type.getName()).isEmpty())
        .extracting(JavaClass::getName)
        .as("classes whose package or one above it has no @ApplicationModule in its package-info")
        .isEmpty();
  }

  @Test
  void theRoomsBelowPlatformAreModulesOfTheirOwn() {
    assertThat(modules.getModuleByName("platform.dns")).isPresent();
  }
}
