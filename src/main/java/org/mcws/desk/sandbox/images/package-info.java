/** An image registry that speaks the OCI distribution specification. */
package org.mcws.desk.sandbox.images;
