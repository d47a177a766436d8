/** What a community asks for, and what may be asked for. */
package org.mcws.desk.onboarding.request;
