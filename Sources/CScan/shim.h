/* What Swift has no word for: comparisons of sixteen bytes whose outcome is a number. Inlined into whoever calls it. */
#ifndef CSCAN_SHIM_H
#define CSCAN_SHIM_H

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

#endif
