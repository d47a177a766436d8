/**
 * How this desk configures and guards Camunda: accounts and tenants, the check of what forms send,
 * which beans processes see, retries, figures. The capabilities use its public types; no other room
 * touches what lies under {@code org.camunda...impl}, so that moving to a maintained fork of the
 * engine stays a rename.
 *
 * <p>What is used from under {@code impl}, and why there is no public way:
 *
 * <ul>
 *   <li>{@code ProcessEngineConfigurationImpl} and the starter's plugin base: where plugins are
 *       given the configuration.
 *   <li>{@code SpringExpressionManager}, {@code JuelExpression}: the only place through which an
 *       expression hidden in a query passes ({@link org.mcws.desk.engine.GuardedExpressions}).
 *   <li>{@code DefaultDelegateInterceptor}: the one place around every delegate ({@link
 *       org.mcws.desk.engine.RefusalsAsBpmnErrors}).
 *   <li>{@code FailedJobCommandFactory}: which words of a failure an incident keeps ({@link
 *       org.mcws.desk.engine.FailuresInWords}).
 *   <li>{@code CommandInterceptor}: turns the engine's HTTP 500 into what it means ({@link
 *       org.mcws.desk.engine.PlainRefusals}).
 *   <li>{@code TaskServiceImpl}, {@code FormServiceImpl} and the commands that complete a task:
 *       what is sent is checked behind every door and inside the same transaction.
 *   <li>{@code TenantIdProvider} with {@code ExecutionEntity}: called once for each start, before
 *       anything is stored, also when the start event is asynchronous.
 *   <li>{@code DbIdentityServiceProvider}: a deleted account takes its grants with it.
 *   <li>{@code IdentityServiceImpl}: random passwords and the sandbox's need not please the policy.
 *   <li>{@code ContainerBasedAuthenticationFilter} of the web apps: hands them people who have
 *       logged in elsewhere; the official starter for that does not resolve.
 *   <li>{@code AuthenticationUtil} of the web apps: who has logged in to them, for a page of the
 *       desk's own ({@link org.mcws.desk.engine.WebAppLogin}).
 *   <li>{@code ClockUtil}: the engine's clock, which tests move.
 * </ul>
 */
@ApplicationModule(
    displayName = "Engine",
    allowedDependencies = {"settings", "platform"})
package org.mcws.desk.engine;

import org.springframework.modulith.ApplicationModule;
