<?php
$CONF['configured'] = true;
$CONF['database_type'] = 'pgsql';
$CONF['database_host'] = '127.0.0.1';
$CONF['database_port'] = '@database@';
$CONF['database_user'] = 'postgres';
$CONF['database_password'] = '';
$CONF['database_name'] = 'postgres';
$CONF['encrypt'] = 'dovecot:SHA512-CRYPT';
