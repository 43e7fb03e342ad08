#include "reduce_angle.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

// The first 1280 bits of 2/π: floor(2/π · 2^1280), in mpmath with 1400 bits.
static const uint64_t two_over_pi[20] = {
    0xa2f9836e4e441529u, 0xfc2757d1f534ddc0u, 0xdb6295993c439041u, 0xfe5163abdebbc561u, 0xb7246e3a424dd2e0u,
    0x06492eea09d1921cu, 0xfe1deb1cb129a73eu, 0xe88235f52ebb4484u, 0xe99c7026b45f7e41u, 0x3991d639835339f4u,
    0x9c845f8bbdf9283bu, 0x1ff897ffde05980fu, 0xef2f118b5a0a6d1fu, 0x6d367ecf27cb09b7u, 0x4f463f669e5fea2du,
    0x7527bac7ebe5f17bu, 0x3d0739f78a5292eau, 0x6bfb5fb11f8d5d08u, 0x56033046fc7b6babu, 0xf0cfbc209af4361du,
};

// The 64 bits of 2/π from bit `start` on (bit 0 weighs one half; those before it are 0).
static uint64_t window(int start) {
  if (start <= -64) return 0;
  if (start < 0) return two_over_pi[0] >> -start;
  int word = start / 64, shift = start % 64;
  uint64_t high = two_over_pi[word];
  return shift == 0 ? high : high << shift | two_over_pi[word + 1] >> (64 - shift);
}

int32_t ck_reduce_angle(double x, double *high, double *low) {
  uint64_t u;
  memcpy(&u, &x, sizeof u);
  int biased = (int)(u >> 52 & 0x7ff);
  if (biased == 0x7ff) {
    *high = *low = x - x;
    return 0;
  }
  if (biased == 0) {
    *high = x;
    *low = 0;
    return 0;
  }
  // |x| = m 2^e. Bits of 2/π that weigh 4 / 2^e or more give whole turns; of the 192 that follow, v = m (2/π)
  // 2^e modulo 4 in units of 2^-190, as three words.
  uint64_t m = (u & 0xfffffffffffffu) | 1ull << 52;
  int e = biased - 1075, start = e - 2;
  unsigned __int128 p2 = (unsigned __int128)m * window(start + 128);
  unsigned __int128 p1 = (unsigned __int128)m * window(start + 64) + (uint64_t)(p2 >> 64);
  uint64_t v2 = (uint64_t)p2, v1 = (uint64_t)p1;
  uint64_t v0 = m * window(start) + (uint64_t)(p1 >> 64);

  uint32_t q = (uint32_t)(v0 >> 62);
  v0 &= ~0ull >> 2;
  // The nearest quarter turn: above one half, the next, and the rest is negative.
  int negative = v0 >> 61 != 0;
  if (negative) {
    q += 1;
    v2 = ~v2 + 1;
    v1 = ~v1 + (v2 == 0);
    v0 = ~v0 + (v2 == 0 && v1 == 0);
    v0 &= ~0ull >> 2;
    if (v0 == 0 && v1 == 0 && v2 == 0) negative = 0;
  }
  // As a sum of doubles: leading zeros away, then 53 bits and the 53 that follow.
  int shift = 0;
  while ((v0 >> 63) == 0 && shift < 128) {
    v0 = v0 << 1 | v1 >> 63;
    v1 = v1 << 1 | v2 >> 63;
    v2 <<= 1;
    ++shift;
  }
  double scale = 1;
  for (int i = 0; i < shift; ++i) scale *= 0.5;
  double a = (double)(v0 >> 11) * 0x1p-51 * scale;  // v0's top bit weighs 2 before the shift
  double b = (double)((v0 & 0x7ff) << 42 | v1 >> 22) * 0x1p-104 * scale;
  // (a + b) π/2, π/2 in two parts.
  const double pi_high = 0x1.921fb54442d18p+0, pi_low = 0x1.1a62633145c07p-54;
  double y = a * pi_high;
  double rest = fma(a, pi_high, -y) + (a * pi_low + b * pi_high);
  double sum = y + rest;
  *low = rest - (sum - y);
  *high = sum;
  if ((u >> 63) != 0) {
    negative = !negative;
    q = 0u - q;
  }
  if (negative) {
    *high = -*high;
    *low = -*low;
  }
  return (int32_t)(q & 3);
}
