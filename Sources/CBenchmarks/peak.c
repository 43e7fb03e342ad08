// What a core can do at most: fused multiply-adds from registers to registers.
#include "cb_peak.h"

// Enough chains for two units with a latency of four or five cycles.
#define CHAINS 12

// Floats of `lanes` in a vector. The assembler statement keeps the compiler from finding a closed form.
#define MULTIPLY_ADDS(name, lanes, constraint)                                                        \
  static int64_t name(int64_t rounds) {                                                               \
    typedef float vector __attribute__((vector_size((lanes) * 4)));                                   \
    vector sums[CHAINS];                                                                              \
    const vector factor = (vector){} + 0.999f, term = (vector){} + 0.001f;                            \
    for (int i = 0; i < CHAINS; ++i) sums[i] = (vector){} + (float)i;                                 \
    for (int64_t round = 0; round < rounds; ++round) {                                                \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < CHAINS; ++i) {                           \
        sums[i] = __builtin_elementwise_fma(sums[i], factor, term);                                   \
        __asm__ volatile("" : constraint(sums[i]));                                                   \
      }                                                                                               \
    }                                                                                                 \
    return rounds * CHAINS * (lanes) * 2;                                                             \
  }

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
MULTIPLY_ADDS(multiply_adds_512, 16, "+v")
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
MULTIPLY_ADDS(multiply_adds_256, 8, "+x")
#pragma clang attribute pop

// Without fused multiply-adds there is no peak to be measured.
int64_t cb_multiply_adds(int64_t rounds) {
  if (__builtin_cpu_supports("avx512f")) return multiply_adds_512(rounds);
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return multiply_adds_256(rounds);
  return 0;
}

#elif defined(__aarch64__)

MULTIPLY_ADDS(multiply_adds_128, 4, "+w")
int64_t cb_multiply_adds(int64_t rounds) { return multiply_adds_128(rounds); }

#else

int64_t cb_multiply_adds(int64_t rounds) { return 0; }

#endif
