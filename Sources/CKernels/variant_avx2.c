// 8 floats, for x86-64 with AVX2 and fused multiply-adds.
#if defined(__x86_64__)
#include <immintrin.h>
#include <stdint.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

// Lanes l < count.
static inline __attribute__((always_inline)) __m256i part_mask(int64_t count) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
#define LOAD_PART(p, count) ((vf)_mm256_maskload_ps((p), part_mask(count)))
#define STORE_PART(p, x, count) _mm256_maskstore_ps((p), part_mask(count), (__m256)(x))

#define VARIANT ck_kernels_avx2
#define VARIANT_NAME "avx2"
#define W 8
#define TILE_ROWS 6
#include "variant.h"

#pragma clang attribute pop
#else
typedef int ck_unused;
#endif
