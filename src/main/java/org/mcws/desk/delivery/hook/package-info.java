/** What forges tell of pushes: who they are, and what they say. */
package org.mcws.desk.delivery.hook;
