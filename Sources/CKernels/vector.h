// Vectors of W floats by the compiler's vector extensions; the file that includes this defines W (a power of
// two up to 16) and, for partial vectors, may define LOAD_PART and STORE_PART by instructions of its own.
//
// One lane never looks at another here, and nothing depends on W, so every width gives the same bits.
#ifndef CK_VECTOR_H
#define CK_VECTOR_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))
// Kept apart, so that its registers cost nothing on the way past it.
#define OUTLINED __attribute__((noinline))

typedef float vf __attribute__((vector_size(4 * W)));
typedef int32_t vi __attribute__((vector_size(4 * W)));
typedef float vf_unaligned __attribute__((vector_size(4 * W), aligned(4), may_alias));

INLINE vf load(const float *p) { return *(const vf_unaligned *)p; }
INLINE void store(float *p, vf x) { *(vf_unaligned *)p = x; }
INLINE vf splat(float x) { return x - (vf){0}; }
INLINE vi splat_int(int32_t x) { return x - (vi){0}; }

// The first `count` lanes (0 < count < W), the others +0; no memory beyond them is touched.
#ifndef LOAD_PART
#define LOAD_PART load_part_by_copy
#define STORE_PART store_part_by_copy
INLINE vf load_part_by_copy(const float *p, int64_t count) {
  vf x = {0};
  for (int64_t l = 0; l < count && l < W; ++l) x[l] = p[l];
  return x;
}
INLINE void store_part_by_copy(float *p, vf x, int64_t count) {
  for (int64_t l = 0; l < count && l < W; ++l) p[l] = x[l];
}
#endif
INLINE vf load_part(const float *p, int64_t count) { return LOAD_PART(p, count); }
INLINE void store_part(float *p, vf x, int64_t count) { STORE_PART(p, x, count); }
// `count` lanes, or all where it is W.
INLINE vf load_lanes(const float *p, int64_t count) { return count == W ? load(p) : load_part(p, count); }
INLINE void store_lanes(float *p, vf x, int64_t count) {
  if (count == W) {
    store(p, x);
  } else {
    store_part(p, x, count);
  }
}

INLINE vf fma_v(vf x, vf y, vf z) { return __builtin_elementwise_fma(x, y, z); }
// fma(x, y, z) where constants stand in for vectors, as the polynomials are written.
#define FMA_C(x, y, c) fma_v((x), (y), splat(c))

INLINE vi bits(vf x) { return (vi)x; }
INLINE vf from_bits(vi x) { return (vf)x; }
INLINE vf select_v(vi mask, vf x, vf y) { return (vf)((mask & (vi)x) | (~mask & (vi)y)); }
INLINE vf abs_v(vf x) { return (vf)((vi)x & 0x7fffffff); }
INLINE vf negate_v(vf x) { return (vf)((vi)x ^ INT32_MIN); }
INLINE vi sign_bit(vf x) { return (vi)x & INT32_MIN; }
// x > y || x != x ? x : y
INLINE vf max_v(vf x, vf y) { return select_v((x > y) | (x != x), x, y); }
INLINE vf min_v(vf x, vf y) { return select_v((x < y) | (x != x), x, y); }

#endif
