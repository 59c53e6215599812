/* What Swift cannot call of SQLite, because it takes a variable number of arguments. */
#ifndef CSQLITE_SHIM_H
#define CSQLITE_SHIM_H

#include <sqlite3.h>

/* Switches an option of a connection that is on or off. https://www.sqlite.org/c3ref/c_dbconfig_defensive.html */
static inline int csqlite_switch(sqlite3 *database, int option, int is_on) {
    return sqlite3_db_config(database, option, is_on, (int *)0);
}

#endif
