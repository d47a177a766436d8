package org.mcws.desk;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** What a reviewer would otherwise have to say again and again. */
class CodeRulesTests {

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackagesOf(Desk.class);

  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.OnlyIncludeTests())
          .importPackagesOf(Desk.class);

  @Test
  void whatAClassNeedsComesThroughItsConstructor() {
    noFields().should().beAnnotatedWith(Autowired.class).check(CODE);
    noMethods().should().beAnnotatedWith(Autowired.class).check(CODE);
  }

  @Test
  void settingsAreRecords() {
    noFields().should().beAnnotatedWith(Value.class).check(CODE);
    classes()
        .that()
        .areAnnotatedWith(ConfigurationProperties.class)
        .should()
        .beRecords()
        .check(CODE);
  }

  @Test
  void noNameIsAnExcuse() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
        .because("a class is named after what it is or does")
        .check(CODE);
  }

  @Test
  void delegatesAreHiddenAndHoldNoState() {
    classes()
        .that()
        .implement(JavaDelegate.class)
        .should()
        .bePackagePrivate()
        .andShould()
        .haveNameNotMatching(".*Delegate")
        .because("only the engine calls them, by the name of the step")
        .check(CODE);
    fields()
        .that()
        .areDeclaredInClassesThat(assignableTo(JavaDelegate.class))
        .should()
        .haveModifier(FINAL)
        .orShould()
        .haveModifier(STATIC)
        .because("one delegate serves all instances at the same time")
        .check(CODE);
  }

  /** Only the root package, which puts the desk together, may say at the start that it is there. */
  @Test
  void noRoomUsesTheSandbox() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.mcws.desk", "org.mcws.desk.sandbox..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.mcws.desk.sandbox..")
        .check(CODE);
  }

  @Test
  void theInsidesOfCamundaAreTouchedInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.mcws.desk.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.camunda..impl..")
        .because("moving to a maintained fork must stay a rename")
        .check(CODE);
  }

  @Test
  void onlyTheSandboxIssuesCertificates() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.mcws.desk.sandbox..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bouncycastle..")
        .because("what Java brings is enough to look at them")
        .check(CODE);
  }

  @Test
  void testsWaitForSomethingAndNotForAWhile() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(TESTS);
  }
}
