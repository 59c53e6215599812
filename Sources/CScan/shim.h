/* What Swift has no word for: comparisons of sixteen bytes whose outcome is a number. Inlined into whoever calls it. */
#ifndef CSCAN_SHIM_H
#define CSCAN_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>

/* A bit for each of sixteen bytes that is a quote, a backslash or a control. */
static inline uint32_t scan_special_bytes(const uint8_t *bytes) {
    __m128i text = _mm_loadu_si128((const __m128i *)bytes);
    __m128i quotes = _mm_cmpeq_epi8(text, _mm_set1_epi8('"'));
    __m128i slashes = _mm_cmpeq_epi8(text, _mm_set1_epi8('\\'));
    __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(text, _mm_set1_epi8(0x1F)), text);
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, slashes), controls));
}

/* A bit for each of sixteen bytes that equals the other's. */
static inline uint32_t scan_equal_bytes(const uint8_t *bytes, const uint8_t *others) {
    __m128i left = _mm_loadu_si128((const __m128i *)bytes);
    __m128i right = _mm_loadu_si128((const __m128i *)others);
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(left, right));
}

#else

/* The same byte by byte, for machines without SSE2; a compiler makes vectors of it. */
static inline uint32_t scan_special_bytes(const uint8_t *bytes) {
    uint32_t found = 0;
    for (int index = 0; index < 16; index++) {
        uint8_t byte = bytes[index];
        found |= (uint32_t)(byte == '"' || byte == '\\' || byte < 0x20) << index;
    }
    return found;
}

static inline uint32_t scan_equal_bytes(const uint8_t *bytes, const uint8_t *others) {
    uint32_t found = 0;
    for (int index = 0; index < 16; index++) found |= (uint32_t)(bytes[index] == others[index]) << index;
    return found;
}

#endif

/* Whether two runs of bytes are the same. The last bytes are compared with some before them once more, so no load is short. */
static inline bool scan_same_bytes(const void *one, const void *other, size_t count) {
    const uint8_t *left = one, *right = other;
    if (count >= 16) {
        for (size_t index = 0; index + 16 < count; index += 16)
            if (scan_equal_bytes(left + index, right + index) != 0xFFFF) return false;
        return scan_equal_bytes(left + count - 16, right + count - 16) == 0xFFFF;
    }
    if (count >= 8) {
        uint64_t words[4];
        memcpy(&words[0], left, 8);
        memcpy(&words[1], right, 8);
        memcpy(&words[2], left + count - 8, 8);
        memcpy(&words[3], right + count - 8, 8);
        return ((words[0] ^ words[1]) | (words[2] ^ words[3])) == 0;
    }
    if (count >= 4) {
        uint32_t words[4];
        memcpy(&words[0], left, 4);
        memcpy(&words[1], right, 4);
        memcpy(&words[2], left + count - 4, 4);
        memcpy(&words[3], right + count - 4, 4);
        return ((words[0] ^ words[1]) | (words[2] ^ words[3])) == 0;
    }
    for (size_t index = 0; index < count; index++)
        if (left[index] != right[index]) return false;
    return true;
}

#endif
