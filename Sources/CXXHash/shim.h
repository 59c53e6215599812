/* Inlined, so that hashing an identifier of some twenty bytes costs no call. */
#define XXH_INLINE_ALL
#include <xxhash.h>
