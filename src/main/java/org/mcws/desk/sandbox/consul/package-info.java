/** The sandbox's Consul: keys and values. */
package org.mcws.desk.sandbox.consul;
