// Elementary functions over vectors of floats. Only + - * /, fused multiply-adds and integer operations; what
// they are called with decides their bits, the width does not.
//
// Coefficients. Each polynomial is a weighted least-squares fit at Chebyshev nodes; the weight turns its error
// into the relative error of the function. The lowest coefficient is rounded, the others are fitted anew with
// it held fixed, and so on upward. Beside each stand fit(function, interval, degree) and the relative error that
// the rounded coefficients leave. The program (Python 3, mpmath 1.3; bits = 24, or 53 in elementary_double.h):
//
//   from mpmath import *
//   mp.dps = 70
//   def rounded(x, bits):
//       m, e = frexp(x)
//       return ldexp(nint(ldexp(m, bits)), int(e) - bits)
//   def fit(f, a, b, degree, bits, weight):
//       n = 4 * degree + 20
//       x = [(mpf(a) + b) / 2 + (mpf(b) - a) / 2 * cos(pi * (2 * k + 1) / (2 * n)) for k in range(n)]
//       w, y, c = [weight(t) for t in x], [f(t) for t in x], []
//       for first in range(degree + 1):
//           A = matrix(n, degree + 1 - first)
//           for i in range(n):
//               for j in range(A.cols): A[i, j] = w[i] * x[i] ** (first + j)
//           r = matrix([w[i] * (y[i] - polyval((c or [0])[::-1], x[i])) for i in range(n)])
//           c.append(rounded(lu_solve(A.T * A, A.T * r)[0], bits))
//       return c
//
// The largest errors, in units in the last place, of every seventh of the 2^32 arguments against binary64:
//   exp 0.77 (0.66 where the result is not denormal), expm1 1.37, log 0.81, log1p 1.39, tanh 1.00,
//   sigmoid 2.33, softplus 1.67, erf 1.07, sin 1.49, cos 1.50
#ifndef CK_ELEMENTARY_FLOAT_H
#define CK_ELEMENTARY_FLOAT_H

#include "reduce_angle.h"
#include "vector.h"

// Adding it rounds to an integer, which then stands in the low bits.
#define ROUND_F32 0x1.8p23f
#define LOG2E_F32 0x1.715476p+0f
// log 2 in two parts; the upper has 14 bits, so that its products with exponents are exact.
#define LN2_HIGH_F32 0x1.62e8p-1f
#define LN2_LOW_F32 (-0x1.e8082ep-16f)

// 2^n, -126 <= n <= 127.
INLINE vf power_of_two(vi n) { return from_bits((n + 127) << 23); }

// x = n log 2 + r, |r| <= log 2 / 2; r in two parts, the lower below an ULP of the upper.
INLINE vi reduce_exp(vf x, vf *r, vf *r_low) {
  vf t = FMA_C(x, splat(LOG2E_F32), ROUND_F32);
  vf n = t - ROUND_F32;
  vf high = fma_v(n, splat(-LN2_HIGH_F32), x);  // exact
  vf low = n * -LN2_LOW_F32;
  *r = high + low;
  *r_low = (high - *r) + low;
  return bits(t) - bits(splat(ROUND_F32));
}

// (exp(r) - 1 - r) / r^2: fit(-, [-log 2 / 2, log 2 / 2], 5), 2^-32.9.
INLINE vf exp_tail(vf r) {
  vf q = FMA_C(r, splat(0x1.9a6ae4p-13f), 0x1.6d4fp-10f);
  q = FMA_C(r, q, 0x1.1115c8p-7f);
  q = FMA_C(r, q, 0x1.5554e6p-5f);
  q = FMA_C(r, q, 0x1.555552p-3f);
  return FMA_C(r, q, 0x1p-1f);
}

// exp(x) = p 2^n, 0.70 < p < 1.42.
INLINE vf exp_parts(vf x, vi *n) {
  vf r, r_low;
  *n = reduce_exp(x, &r, &r_low);
  vf y = fma_v(r * r, exp_tail(r), r_low);
  vf s = 1.0f + r;
  return s + (y + ((1.0f - s) + r));
}

// For -87 <= x <= 88, or NaN.
INLINE vf exp_moderate(vf x) {
  vi n;
  vf p = exp_parts(x, &n);
  return p * power_of_two(n);
}

INLINE vf exp_v(vf x) {
  x = select_v(x > 89.0f, splat(89.0f), x);      // overflows all the same
  x = select_v(x < -104.0f, splat(-104.0f), x);  // below half the smallest denormal
  vi n;
  vf p = exp_parts(x, &n);
  // In two steps: the first is exact, the second rounds a denormal result once.
  vi half = n >> 1;
  return p * power_of_two(half) * power_of_two(n - half);
}

INLINE vf expm1_v(vf x) {
  vf a = select_v(x > 89.0f, splat(89.0f), x);
  a = select_v(a < -20.0f, splat(-20.0f), a);
  vf r, r_low;
  vi n = reduce_exp(a, &r, &r_low);
  vf y = r + fma_v(r * r, exp_tail(r), r_low);
  // 2^n y + (2^n - 1), halved until the end because 2^128 is not a number.
  vf s = power_of_two(n - 1);
  vf e = fma_v(s, y, s - 0.5f) * 2.0f;
  return select_v(abs_v(x) < 0x1p-24f, x, e);
}

// e log 2 + log(1 + f), 1 + f in [1/sqrt 2, sqrt 2).
INLINE vf log_parts(vf e, vf f) {
  // (log(1 + f) - f + f^2 / 2) / f^3: fit(-, [1/sqrt 2 - 1, sqrt 2 - 1], 8), 2^-30.1.
  vf p = FMA_C(f, splat(0x1.11c874p-4f), -0x1.dd651p-4f);
  p = FMA_C(f, p, 0x1.e7a54ep-4f);
  p = FMA_C(f, p, -0x1.fc4dap-4f);
  p = FMA_C(f, p, 0x1.232cfap-3f);
  p = FMA_C(f, p, -0x1.555ae4p-3f);
  p = FMA_C(f, p, 0x1.99a546p-3f);
  p = FMA_C(f, p, -0x1.00000ap-2f);
  p = FMA_C(f, p, 0x1.555546p-2f);
  vf f2 = f * f;
  vf tail = fma_v(f2 * f, p, e * LN2_LOW_F32);
  tail = fma_v(f2, splat(-0.5f), tail);
  vf high = e * LN2_HIGH_F32;  // exact
  vf s = high + f;
  return s + (((high - s) + f) + tail);
}

// x = 2^e (1 + f), for normal x > 0.
INLINE vi log_reduce(vf x, vf *f) {
  vi e = (bits(x) - 0x3f3504f3) >> 23;
  *f = from_bits(bits(x) - (e << 23)) - 1.0f;
  return e;
}

INLINE vf log_v(vf x) {
  vi denormal = x < 0x1p-126f;
  vf f;
  vi e = log_reduce(select_v(denormal, x * 0x1p23f, x), &f);
  vf y = log_parts(__builtin_convertvector(e - (denormal & 23), vf), f);
  y = select_v(x < INFINITY, y, x);  // +inf and NaN
  y = select_v(x == 0.0f, splat(-INFINITY), y);
  return select_v(x < 0.0f, splat(NAN), y);
}

INLINE vf log1p_v(vf x) {
  vf u = 1.0f + x;
  vf f;
  vi e = log_reduce(u, &f);
  // f = 2^-e (1 + x) - 1 in one rounding, without that of u; beyond 2^24 that one no longer matters.
  vi near = e < 25;
  vf s = power_of_two(-(e & near));
  f = select_v(near, fma_v(s, x, s - 1.0f), f);
  vf y = log_parts(__builtin_convertvector(e, vf), f);
  y = select_v(abs_v(x) < 0x1p-24f, x, y);
  y = select_v(x < INFINITY, y, x);
  y = select_v(x == -1.0f, splat(-INFINITY), y);
  return select_v(x < -1.0f, splat(NAN), y);
}

INLINE vf tanh_v(vf x) {
  vf a = abs_v(x);
  // (tanh(a) - a) / a^3 in a^2: fit(-, [0, 0.81], 6), 2^-29.7.
  vf z = a * a;
  vf p = FMA_C(z, splat(-0x1.dc9ec8p-12f), 0x1.52342ap-9f);
  p = FMA_C(z, p, -0x1.0ebca2p-7f);
  p = FMA_C(z, p, 0x1.62eb34p-6f);
  p = FMA_C(z, p, -0x1.b9c98ep-5f);
  p = FMA_C(z, p, 0x1.110f34p-3f);
  p = FMA_C(z, p, -0x1.55554ep-2f);
  vf small = fma_v(a * z, p, a);
  vf b = select_v(a > 10.0f, splat(10.0f), a);
  vf large = 1.0f - 2.0f / (exp_moderate(b + b) + 1.0f);
  return from_bits(bits(select_v(a < 0.9f, small, large)) | sign_bit(x));
}

INLINE vf sigmoid_v(vf x) {
  vf e = exp_v(negate_v(abs_v(x)));
  return select_v(x < 0.0f, e, splat(1.0f)) / (1.0f + e);
}

INLINE vf softplus_v(vf x) {
  return max_v(x, splat(0.0f)) + log1p_v(exp_v(negate_v(abs_v(x))));
}

INLINE vf erf_v(vf x) {
  vf a = abs_v(x);
  // erf(a) / a - 1 in a^2: fit(-, [0, 1], 7), 2^-30.1.
  vf z = a * a;
  vf p = FMA_C(z, splat(-0x1.2307bcp-17f), 0x1.c8c8bp-14f);
  p = FMA_C(z, p, -0x1.b9d556p-11f);
  p = FMA_C(z, p, 0x1.55e0eep-8f);
  p = FMA_C(z, p, -0x1.b82232p-6f);
  p = FMA_C(z, p, 0x1.ce2ea2p-4f);
  p = FMA_C(z, p, -0x1.812744p-2f);
  p = FMA_C(z, p, 0x1.06eba8p-3f);
  vf small = fma_v(a, p, a);
  // log(1 - erf(b)): fit(-, [1, 4], 7), 2^-35.3 of erf.
  vf b = select_v(a > 4.0f, splat(4.0f), a);
  vf l = FMA_C(b, splat(-0x1.6d9afep-16f), 0x1.d01dc6p-12f);
  l = FMA_C(b, l, -0x1.13fac6p-8f);
  l = FMA_C(b, l, 0x1.9d4fc4p-6f);
  l = FMA_C(b, l, -0x1.bc3498p-4f);
  l = FMA_C(b, l, -0x1.443198p-1f);
  l = FMA_C(b, l, -0x1.212d0ep+0f);
  l = FMA_C(b, l, 0x1.9179acp-13f);
  vf large = 1.0f - exp_moderate(l);
  return from_bits(bits(select_v(a < 1.0f, small, large)) | sign_bit(x));
}

// sin(x + quarter_turns π/2).
INLINE vf sine_v(vf x, int quarter_turns) {
  vf t = FMA_C(x, splat(0x1.45f306p-1f), ROUND_F32);  // 2/π
  vf n = t - ROUND_F32;
  // π/2 in three parts of 24 bits. The first step is exact: a multiple of 2^-23 below 1.
  vf r = fma_v(n, splat(-0x1.921fb6p+0f), x);
  r = fma_v(n, splat(0x1.777a5cp-25f), r);
  r = fma_v(n, splat(0x1.ee59dap-50f), r);
  vi q = bits(t) - bits(splat(ROUND_F32));
  vi far = ~(abs_v(x) <= 0x1p16f);
  if (__builtin_reduce_or(far)) {
    for (int l = 0; l < W; ++l) {
      if (!far[l]) continue;
      double high, low;
      q[l] = ck_reduce_angle((double)x[l], &high, &low);
      r[l] = (float)(high + low);
    }
  }
  q += quarter_turns;
  vf z = r * r;
  // (sin(r) - r) / r^3 in r^2: fit(-, [0, π²/16], 3), 2^-32.3.
  vf s = FMA_C(z, splat(0x1.7864c2p-19f), -0x1.a04a74p-13f);
  s = FMA_C(z, s, 0x1.111166p-7f);
  s = FMA_C(z, s, -0x1.555556p-3f);
  s = fma_v(r * z, s, r);
  // (cos(r) - 1 + r^2 / 2) / r^4 in r^2: fit(-, [0, π²/16], 2), 2^-33.0.
  vf c = FMA_C(z, splat(0x1.99e91p-16f), -0x1.6c0c2ap-10f);
  c = FMA_C(z, c, 0x1.55554ap-5f);
  vf h = z * 0.5f;
  vf w = 1.0f - h;
  c = w + fma_v(z * z, c, (1.0f - w) - h);
  vf y = select_v((q & 1) != 0, c, s);
  return from_bits(bits(y) ^ ((q & 2) << 30));
}

INLINE vf sin_v(vf x) { return select_v(abs_v(x) < 0x1p-13f, x, sine_v(x, 0)); }
INLINE vf cos_v(vf x) { return sine_v(x, 1); }

#endif
