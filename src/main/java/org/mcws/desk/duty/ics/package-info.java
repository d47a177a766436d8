/**
 * What calendars say in iCalendar (RFC 5545), and in the ways in which calendars depart from it.
 */
package org.mcws.desk.duty.ics;
