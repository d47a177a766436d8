/**
 * What a Camunda Form promises in the browser, checked on the server: from the deployed {@code
 * .form} file itself, so that the two cannot drift. Follows form-js 1.8.7, which Tasklist 7.24
 * brings.
 */
package org.mcws.desk.engine.form;
