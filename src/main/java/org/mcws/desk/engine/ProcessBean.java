package org.mcws.desk.engine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets models name this bean in expressions. Delegates and listeners need no mark; every other bean
 * of the desk stays out of the reach of expressions. Its class must be public: JUEL calls no other.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ProcessBean {}
