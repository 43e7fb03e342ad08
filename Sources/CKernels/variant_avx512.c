// 16 floats, for x86-64 with AVX-512 (F, VL, DQ, BW).
#if defined(__x86_64__)
#include <immintrin.h>
#include <stdint.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), \
                             apply_to = function)

// Lanes l < count, count <= 16.
static inline __attribute__((always_inline)) __mmask16 part_mask(int64_t count) {
  return (__mmask16)((1u << count) - 1u);
}
#define LOAD_PART(p, count) ((vf)_mm512_maskz_loadu_ps(part_mask(count), (p)))
#define STORE_PART(p, x, count) _mm512_mask_storeu_ps((p), part_mask(count), (__m512)(x))

#define VARIANT ck_kernels_avx512
#define VARIANT_NAME "avx512"
#define W 16
#define TILE_ROWS 14
#include "variant.h"

#pragma clang attribute pop
#else
typedef int ck_unused;
#endif
