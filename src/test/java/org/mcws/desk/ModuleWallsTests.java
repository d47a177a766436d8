package org.mcws.desk;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

class ModuleWallsTests {

  private final ApplicationModules modules = ApplicationModules.of(Desk.class);

  @Test
  void noModuleReachesThroughAWall() {
    modules.verify();
  }

  @Test
  void everyModuleSaysWhatItMayUse() {
    assertThat(modules)
        .allSatisfy(
            module ->
                assertThat(allowedDependencies(module.getBasePackage().getName()))
                    .as("allowedDependencies in package-info of %s", module.getBasePackage())
                    .doesNotContain(ApplicationModule.OPEN_TOKEN));
  }

  /** They are named interfaces of one module, so Spring Modulith lets them see each other. */
  @Test
  void theRoomsOfThePlatformDoNotKnowEachOther() {
    slices()
        .matching("org.mcws.desk.platform.(*)..")
        .should()
        .notDependOnEachOther()
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.mcws.desk.platform"));
  }

  private static List<String> allowedDependencies(String name) {
    try {
      var marked = Class.forName(name + ".package-info").getAnnotation(ApplicationModule.class);
      return marked == null
          ? List.of(ApplicationModule.OPEN_TOKEN)
          : List.of(marked.allowedDependencies());
    } catch (ClassNotFoundException e) {
      return List.of(ApplicationModule.OPEN_TOKEN);
    }
  }
}
