// Elementary functions in binary64, one value at a time, over explicit fused multiply-adds.
//
// Coefficients as in elementary_float.h, rounded to binary64: fit(function, interval, degree) and the
// relative error that they leave stand beside each.
//
// The largest errors, in units in the last place, of 20 000 and more random arguments against mpmath:
//   exp 0.63, expm1 0.94, log 0.83, log1p 0.76, tanh 1.23, sigmoid 1.96, softplus 1.32, erf 0.79, sin 0.71,
//   cos 0.71, lgamma 1.83, pow 0.64
#ifndef CK_ELEMENTARY_DOUBLE_H
#define CK_ELEMENTARY_DOUBLE_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "reduce_angle.h"

#pragma STDC FP_CONTRACT OFF

#define INLINE_D static inline __attribute__((always_inline))

#define ROUND_F64 0x1.8p52
#define LOG2E_F64 0x1.71547652b82fep+0
// log 2 in two parts; the upper has 41 bits, so that its products with exponents are exact.
#define LN2_HIGH_F64 0x1.62e42fefa4p-1
#define LN2_LOW_F64 (-0x1.8432a1b0e2634p-43)

INLINE_D uint64_t bits_d(double x) {
  uint64_t u;
  memcpy(&u, &x, sizeof u);
  return u;
}

INLINE_D double from_bits_d(uint64_t u) {
  double x;
  memcpy(&x, &u, sizeof x);
  return x;
}

// 2^n, -1022 <= n <= 1023.
INLINE_D double power_of_two_d(int64_t n) { return from_bits_d((uint64_t)(n + 1023) << 52); }

INLINE_D double fma_d(double x, double y, double z) { return __builtin_fma(x, y, z); }

// c[0] + c[1] x + ... + c[degree] x^degree.
INLINE_D double polynomial_d(double x, const double *c, int degree) {
  double y = c[degree];
  for (int i = degree - 1; i >= 0; --i) y = fma_d(x, y, c[i]);
  return y;
}

// ---- exp, expm1 -------------------------------------------------------------------------------------------

// x + low = n log 2 + r + r_low, |r| <= log 2 / 2.
INLINE_D int64_t reduce_exp_d(double x, double low, double *r, double *r_low) {
  double t = fma_d(x, LOG2E_F64, ROUND_F64);
  double n = t - ROUND_F64;
  double high = fma_d(n, -LN2_HIGH_F64, x);  // exact
  low = fma_d(n, -LN2_LOW_F64, low);
  *r = high + low;
  *r_low = (high - *r) + low;
  return (int64_t)n;
}

// (exp(r) - 1 - r) / r^2: fit(-, [-log 2 / 2, log 2 / 2], 10), 2^-63.5.
INLINE_D double exp_tail_d(double r) {
  static const double c[] = {
      0x1p-1, 0x1.555555555555cp-3, 0x1.5555555555541p-5, 0x1.111111110ea06p-7, 0x1.6c16c16c1fa9dp-10,
      0x1.a01a01b43e0efp-13, 0x1.a01a0176e937cp-16, 0x1.71ddee867a44ep-19, 0x1.27e540c3e9a9p-22,
      0x1.af6e5b2b81035p-26, 0x1.1ed986d1f5259p-29};
  return polynomial_d(r, c, 10);
}

// exp(x + low), |low| below an ULP or so of x.
INLINE_D double exp_sum_d(double x, double low) {
  if (!(x <= 710)) return x != x ? x : INFINITY;
  if (x < -746) return 0;
  double r, r_low;
  int64_t n = reduce_exp_d(x, low, &r, &r_low);
  double y = fma_d(r * r, exp_tail_d(r), r_low);
  double s = 1 + r;
  double p = s + (y + ((1 - s) + r));
  // In two steps: the first is exact, the second rounds a denormal result once.
  int64_t half = n >> 1;
  return p * power_of_two_d(half) * power_of_two_d(n - half);
}

INLINE_D double exp_d(double x) { return exp_sum_d(x, 0); }

INLINE_D double expm1_d(double x) {
  if (!(x <= 710)) return x != x ? x : INFINITY;
  if (x < -40) return -1;
  if (fabs(x) < 0x1p-54) return x;
  double r, r_low;
  int64_t n = reduce_exp_d(x, 0, &r, &r_low);
  double w = fma_d(r * r, exp_tail_d(r), r_low);
  if (n == 0) return r + w;
  double y = r + w;
  double y_low = (r - y) + w;
  // 2^n y + (2^n - 1) with the error of the sum, halved until the end because 2^1024 is not a number.
  double s = power_of_two_d(n - 1);
  double a = s - 0.5, b = s * y;
  double sum = a + b;
  double other = sum - a;
  double error = (a - (sum - other)) + (b - other);
  return (sum + fma_d(s, y_low, error)) * 2;
}

// ---- log, log1p, pow --------------------------------------------------------------------------------------

// x = 2^e (1 + f), 1 + f in [1/sqrt 2, sqrt 2), for x > 0.
INLINE_D int64_t log_reduce_d(double x, double *f) {
  int64_t adjustment = 0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    adjustment = -54;
  }
  int64_t e = (int64_t)(bits_d(x) - 0x3fe6a09e667f3bcdu) >> 52;
  *f = from_bits_d(bits_d(x) - ((uint64_t)e << 52)) - 1;
  return e + adjustment;
}

// e log 2 + log(1 + f) + low, by s = f / (2 + f): log(1 + f) = 2 s + s^3 R(s^2) = f - s (f - s^2 R).
INLINE_D double log_parts_d(double e, double f, double low) {
  // (2 atanh(s) - 2 s) / s^3 in s^2: fit(-, [0, 0.0295], 7), 2^-66.6.
  static const double c[] = {0x1.5555555555555p-1, 0x1.9999999999d0dp-2, 0x1.2492492439dc7p-2,
                             0x1.c71c724b00b54p-3, 0x1.745ce1e46b4ebp-3, 0x1.3b202098f5061p-3,
                             0x1.0f678a3d1e989p-3, 0x1.0f0befb1d6faep-3};
  double s = f / (2 + f);
  double z = s * s;
  double rest = z * polynomial_d(z, c, 7);
  double half_square = 0.5 * f * f;
  double tail = fma_d(s, half_square + rest, fma_d(e, LN2_LOW_F64, low)) - half_square;
  double high = e * LN2_HIGH_F64;  // exact
  double sum = high + f;
  return sum + (((high - sum) + f) + tail);
}

INLINE_D double log_d(double x) {
  if (!(x < INFINITY)) return x;
  if (x <= 0) return x == 0 ? -INFINITY : NAN;
  double f;
  int64_t e = log_reduce_d(x, &f);
  return log_parts_d((double)e, f, 0);
}

INLINE_D double log1p_d(double x) {
  if (!(x < INFINITY)) return x;
  if (x <= -1) return x == -1 ? -INFINITY : NAN;
  if (fabs(x) < 0x1p-54) return x;
  double f, low = 0;
  int64_t e = log_reduce_d(1 + x, &f);
  if (e == 0) {
    f = x;
  } else if (e <= 53) {
    // 2^-e (1 + x) - 1 and the error of the sum.
    double s = power_of_two_d(-e);
    double a = s * x, b = s - 1;
    f = a + b;
    double other = f - a;
    low = ((a - (f - other)) + (b - other)) / (1 + f);
  }
  return log_parts_d((double)e, f, low);
}

// log x = result + low to about 2^-65, for finite x > 0.
INLINE_D double log_sum_d(double x, double *low) {
  double f;
  double e = (double)log_reduce_d(x, &f);
  // s = f / (2 + f), z = s^2, log(1 + f) = s (2 + z (2/3 + z U(z))), each with its error.
  double d = 2 + f, d_low = f - (d - 2);
  double s = f / d, s_low = (fma_d(-s, d, f) - s * d_low) / d;
  double z = s * s, z_low = fma_d(s, s, -z) + 2 * s * s_low;
  // (2 atanh(s) - 2 s - 2/3 s^3) / s^5 in s^2: fit(-, [0, 0.0295], 8), 2^-76.5.
  static const double c[] = {
      0x1.999999999999ap-2, 0x1.2492492492388p-2, 0x1.c71c71c73f467p-3, 0x1.745d17323be2fp-3,
      0x1.3b13b7d38ec23p-3, 0x1.110fad4ee3482p-3, 0x1.e23ffb220c134p-4, 0x1.a7a367b15a3d6p-4,
      0x1.d96397b82a07ep-4};
  double u = z * polynomial_d(z, c, 8);
  const double third = 0x1.5555555555555p-1, third_low = 0x1.5555555555555p-55;  // 2/3
  double t = third + u, t_low = ((third - t) + u) + third_low;
  double v = z * t, v_low = fma_d(z, t, -v) + fma_d(z, t_low, z_low * t);
  double g = 2 + v, g_low = ((2 - g) + v) + v_low;
  double l = s * g, l_low = fma_d(s, g, -l) + fma_d(s, g_low, s_low * g);
  double high = e * LN2_HIGH_F64;  // exact
  double sum = high + l;
  double rest = ((high - sum) + l) + fma_d(e, LN2_LOW_F64, l_low);
  double result = sum + rest;
  *low = (sum - result) + rest;
  return result;
}

INLINE_D double pow_d(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (x != x || y != y) return x + y;
  double size = fabs(x);
  // Where y is infinite: 1, infinity or 0.
  if (fabs(y) == INFINITY) return size == 1 ? 1 : (size > 1) == (y > 0) ? INFINITY : 0;
  int integer = fabs(y) >= 0x1p53 || y == (double)(int64_t)y;
  int odd = integer && fabs(y) < 0x1p53 && ((int64_t)y & 1);
  double sign = (bits_d(x) >> 63) != 0 && odd ? -1 : 1;
  if (size == 0 || size == INFINITY) return sign * ((size == 0) == (y > 0) ? 0 : INFINITY);
  if (x < 0 && !integer) return NAN;
  if (size == 1) return sign;
  double low;
  double l = log_sum_d(size, &low);
  double p = y * l;
  if (p > 710) return sign * INFINITY;
  if (p < -746) return sign * 0;
  return sign * exp_sum_d(p, fma_d(y, l, -p) + y * low);
}

// ---- tanh, sigmoid, softplus, erf -------------------------------------------------------------------------

INLINE_D double tanh_d(double x) {
  double a = fabs(x);
  if (!(a >= 0x1p-28)) return x;
  double y;
  if (a > 22) {
    y = 1;
  } else if (a >= 1) {
    y = 1 - 2 / (expm1_d(2 * a) + 2);
  } else {
    // t / (2 + t), with the errors of the sum and of the quotient.
    double t = expm1_d(2 * a);
    double d = 2 + t, d_low = t > 2 ? (t - d) + 2 : (2 - d) + t;
    y = t / d;
    y += (fma_d(-y, d, t) - y * d_low) / d;
  }
  return copysign(y, x);
}

INLINE_D double sigmoid_d(double x) {
  double e = exp_d(-fabs(x));
  return (x < 0 ? e : 1) / (1 + e);
}

INLINE_D double softplus_d(double x) {
  if (x != x) return x;
  return (x > 0 ? x : 0) + log1p_d(exp_d(-fabs(x)));
}

INLINE_D double erf_d(double x) {
  double a = fabs(x);
  if (!(a >= 1)) {
    // erf(x) / x - 1 in x^2: fit(-, [0, 1], 12), 2^-56.3.
    static const double c[] = {
        0x1.06eba8214db69p-3, -0x1.812746b0379fdp-2, 0x1.ce2f21a04361p-4, -0x1.b82ce312ab114p-6,
        0x1.565bcd126eb03p-8, -0x1.c02db49267ac7p-11, 0x1.f9a334289efeap-14, -0x1.f4d31e13b86f4p-17,
        0x1.b9ed791a90f17p-20, -0x1.5f8e89288ca2ap-23, 0x1.fc0fdaf91b897p-27, -0x1.453261200b184p-30,
        0x1.2600810671331p-34};
    return fma_d(x, polynomial_d(x * x, c, 12), x);
  }
  if (a >= 6) return copysign(1, x);
  // exp(a^2) (1 - erf(a)) in t = (a - 2) / (a + 2): fit(-, [-1/3, 1/2], 14), 2^-63.5 of erf.
  static const double c[] = {
      0x1.058671b52c776p-2, -0x1.b57034efd3f71p-2, 0x1.eeea7dc8a7874p-3, -0x1.437f0b68c181dp-4,
      0x1.e947159785a81p-9, 0x1.ca95ed5842864p-8, -0x1.bc25a3761e01p-11, -0x1.016b5e8bdca67p-10,
      0x1.6d5ba75b61835p-15, 0x1.6da7c56cf79fcp-13, 0x1.ce274feb972d8p-16, -0x1.cce01b9f1e7fcp-16,
      -0x1.d2aa3022eb95ep-17, 0x1.73363f283f5d1p-21, 0x1.0cfd59698a33bp-19};
  double square = a * a;
  double e = exp_sum_d(-square, -fma_d(a, a, -square));
  return copysign(1 - e * polynomial_d((a - 2) / (a + 2), c, 14), x);
}

// ---- sin, cos ---------------------------------------------------------------------------------------------

// x = (4 j + q) π/2 + r + r_low.
INLINE_D int32_t reduce_angle_d(double x, double *r, double *r_low) {
  if (!(fabs(x) <= 0x1p20)) return ck_reduce_angle(x, r, r_low);
  double t = fma_d(x, 0x1.45f306dc9c883p-1, ROUND_F64);  // 2/π
  double n = t - ROUND_F64;
  double a = fma_d(n, -0x1.921fb54442d18p+0, x);  // exact: a multiple of 2^-53 below 1
  double b = n * -0x1.1a62633145c07p-54;
  double b_low = fma_d(n, -0x1.1a62633145c07p-54, -b);
  double sum = a + b;
  double other = sum - a;
  *r = sum;
  *r_low = ((a - (sum - other)) + (b - other)) + fma_d(n, 0x1.f1976b7ed8fbcp-110, b_low);
  return (int32_t)(int64_t)n;
}

// cos(r + low), |r| <= π/4.
INLINE_D double cos_near_0(double r, double low) {
  double z = r * r;
  // (cos(r) - 1 + r^2 / 2) / r^4 in r^2: fit(-, [0, π²/16], 5), 2^-63.8.
  static const double c[] = {0x1.555555555554ap-5, -0x1.6c16c16c14e49p-10, 0x1.a01a019c68759p-16,
                             -0x1.27e4f7d8dc0aep-22, 0x1.1ee9ccade9593p-29, -0x1.8f9f5c401d211p-37};
  double h = 0.5 * z;
  double w = 1 - h;
  return w + (((1 - w) - h) + fma_d(z * z, polynomial_d(z, c, 5), -(r * low)));
}

// sin(r + low), |r| <= π/4.
INLINE_D double sin_near_0(double r, double low) {
  double z = r * r;
  // (sin(r) - r) / r^3 in r^2: fit(-, [0, π²/16], 6), 2^-62.9.
  static const double c[] = {-0x1.5555555555555p-3, 0x1.111111111108ap-7, -0x1.a01a01a0069ep-13,
                             0x1.71de3a3fc9792p-19, -0x1.ae643cdcb3d6fp-26, 0x1.61146655d960dp-33,
                             -0x1.a53e76e77300fp-41};
  return r + fma_d(r * z, polynomial_d(z, c, 6), low * (1 - 0.5 * z));
}

// sin(x + quarter_turns π/2).
INLINE_D double sine_d(double x, int32_t quarter_turns) {
  double r, low;
  int32_t q = reduce_angle_d(x, &r, &low) + quarter_turns;
  double y = q & 1 ? cos_near_0(r, low) : sin_near_0(r, low);
  return q & 2 ? -y : y;
}

// sin_d and cos_d of one angle, without a branch that is taken at random.
INLINE_D void sin_cos_d(double x, double *sine, double *cosine) {
  double r, low;
  int32_t q = reduce_angle_d(x, &r, &low);
  double s = sin_near_0(r, low), c = cos_near_0(r, low);
  double first = q & 1 ? c : s, second = q & 1 ? s : c;
  *sine = fabs(x) < 0x1p-27 ? x : q & 2 ? -first : first;
  *cosine = (q + 1) & 2 ? -second : second;
}

INLINE_D double sin_d(double x) { return fabs(x) < 0x1p-27 ? x : sine_d(x, 0); }
INLINE_D double cos_d(double x) { return sine_d(x, 1); }

// ---- lgamma -----------------------------------------------------------------------------------------------

// log Γ(1 + t) for |t| <= 0.3.
INLINE_D double lgamma_near_1(double t) {
  // log Γ(1 + t) / t: fit(-, [-0.3, 0.3], 20), 2^-56.7.
  static const double c[] = {
      -0x1.2788cfc6fb619p-1, 0x1.a51a6625307d3p-1, -0x1.9a4d55beab295p-2, 0x1.151322ac7d9ffp-2,
      -0x1.a8b9c17aad4b9p-3, 0x1.5b40cb0fcda07p-3, -0x1.2703a1d9ebaf7p-3, 0x1.010b36cd19b1dp-3,
      -0x1.c80671d997c42p-4, 0x1.9a01d4c435da1p-4, -0x1.748bfc7e64beep-4, 0x1.556d001d53209p-4,
      -0x1.3b23027359967p-4, 0x1.2464c52049bb9p-4, -0x1.10b6462145973p-4, 0x1.02d279b34e3c5p-4,
      -0x1.ea2f57bb9381fp-5, 0x1.966232b7b7dc2p-5, -0x1.730ad1ad3e1e1p-5, 0x1.3d94737b6dd1ep-4,
      -0x1.3c6d84e7b8716p-4};
  return t * polynomial_d(t, c, 20);
}

// log Γ(2 + t) for |t| <= 0.7.
INLINE_D double lgamma_near_2(double t) {
  // log Γ(2 + t) / t: fit(-, [-0.7, 0.7], 22), 2^-56.2.
  static const double c[] = {
      0x1.b0ee6072093cep-2, 0x1.4a34cc4a60fa6p-2, -0x1.13e001a5575d3p-4, 0x1.51322ac7d8549p-6,
      -0x1.e404fc2197b62p-8, 0x1.7add6eadbcb1p-9, -0x1.38ac5c299a9f5p-10, 0x1.0b36af7e53614p-11,
      -0x1.d3fd4d236896ep-13, 0x1.a127b5cf99781p-14, -0x1.78de50611b76cp-15, 0x1.580d0b63e49f3p-16,
      -0x1.3cbc977d6e263p-17, 0x1.25a9dbc568b51p-18, -0x1.11c1a6c09157dp-19, 0x1.fea90880a6444p-21,
      -0x1.e00bd40319873p-22, 0x1.db71925f33b68p-23, -0x1.c6b781cae58c2p-24, 0x1.27cdd12f9b50ap-25,
      -0x1.03e01b57ca7ap-26, 0x1.668c43284afcep-26, -0x1.6b3d10e45d26bp-27};
  return t * polynomial_d(t, c, 22);
}

INLINE_D double lgamma_d(double x) {
  if (!(x > 0)) return x == 0 ? INFINITY : NAN;
  if (x == INFINITY) return x;
  double low;
  if (x < 0.7) {
    double l = log_sum_d(x, &low);
    double next = x <= 0.3 ? lgamma_near_1(x) : lgamma_near_2(x - 1);
    return (next - low) - l;
  }
  if (x <= 1.3) return lgamma_near_1(x - 1);
  if (x < 8) {
    double product = 1;
    while (x > 2.7) {
      x -= 1;  // exact
      product *= x;
    }
    double rest = lgamma_near_2(x - 2);
    return product == 1 ? rest : log_d(product) + rest;
  }
  // Stirling: (x - 1/2) (log x - 1) + (log 2π - 1) / 2 + S(1 / x^2) / x.
  // (log Γ(x) - ...) x in 1 / x^2: fit(-, [0, 1/64], 6), 2^-64.5.
  static const double c[] = {0x1.5555555555555p-4, -0x1.6c16c16c10ab5p-9, 0x1.a01a015e9802cp-11,
                             -0x1.381332c489e55p-11, 0x1.b9213490348p-11, -0x1.ee7516845ae97p-10,
                             0x1.46a0008d209dep-8};
  double inverse = 1 / x;
  double series = inverse * polynomial_d(inverse * inverse, c, 6);
  double l = log_sum_d(x, &low) - 1;  // exact
  double a = x - 0.5;
  double p = a * l;
  if (p == INFINITY) return p;
  double rest = fma_d(a, l, -p) + fma_d(a, low, series);
  return p + (rest + 0x1.acfe390c97d69p-2);
}

#endif
