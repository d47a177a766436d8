package org.mcws.desk.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class EngineWallTests {

  @Test
  void onlyThisRoomTouchesWhatTheEngineKeepsToItself() {
    JavaClasses desk =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.mcws.desk");
    noClasses()
        .that()
        .resideOutsideOfPackage("org.mcws.desk.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.camunda..impl..")
        .because("moving to a maintained fork of the engine must stay a rename")
        .check(desk);
  }
}
