/* Inlined, so that hashing an identifier of some twenty bytes costs no call. */
#define XXH_INLINE_ALL
#include <xxhash.h>

/* Inlining renames everything by macros, which Swift does not see, and Swift imports no type aligned to 64 bytes: these are the streaming
   functions under names that it sees, with the state as plain memory. */
static inline void *xxh3_create(void) { return XXH3_createState(); }
static inline void xxh3_free(void *state) { XXH3_freeState((XXH3_state_t *)state); }
static inline void xxh3_copy(void *to, const void *from) { XXH3_copyState((XXH3_state_t *)to, (const XXH3_state_t *)from); }
static inline void xxh3_reset128(void *state) { XXH3_128bits_reset((XXH3_state_t *)state); }
static inline void xxh3_update128(void *state, const void *bytes, size_t count) { XXH3_128bits_update((XXH3_state_t *)state, bytes, count); }
static inline XXH128_hash_t xxh3_digest128(const void *state) { return XXH3_128bits_digest((const XXH3_state_t *)state); }
static inline XXH64_hash_t xxh3_hash64(const void *bytes, size_t count) { return XXH3_64bits(bytes, count); }
