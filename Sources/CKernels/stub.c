// Stands in for the kernels while they are written.
#include "ck_kernels.h"
#include <math.h>
#include <string.h>
#pragma STDC FP_CONTRACT OFF
#define F(n, e) float ck_##n(float x) { return (float)(e); }
#define D(n, e) double ck_##n##_f64(double x) { return (e); }
#define X x
F(exp, exp((double)x)) F(expm1, expm1((double)x)) F(log, log((double)x)) F(log1p, log1p((double)x)) F(tanh, tanh((double)x))
F(sigmoid, 1 / (1 + exp(-(double)x))) F(softplus, (x > 0 ? x : 0) + log1p(exp(-fabs((double)x)))) F(erf, erf((double)x))
F(sin, sin((double)x)) F(cos, cos((double)x))
D(exp, exp(x)) D(expm1, expm1(x)) D(log, log(x)) D(log1p, log1p(x)) D(tanh, tanh(x)) D(sigmoid, 1 / (1 + exp(-x)))
D(softplus, (x > 0 ? x : 0) + log1p(exp(-fabs(x)))) D(erf, erf(x)) D(sin, sin(x)) D(cos, cos(x)) D(lgamma, lgamma(x))
double ck_pow_f64(double x, double y) { return pow(x, y); }

static float op(int o, float x, float y, float z) {
  switch (o) {
    case CK_COPY: return x; case CK_ADD: return x + y; case CK_SUBTRACT: return x - y; case CK_MULTIPLY: return x * y;
    case CK_DIVIDE: return x / y; case CK_MAXIMUM: return x > y || x != x ? x : y; case CK_MINIMUM: return x < y || x != x ? x : y;
    case CK_GREATER: return x > y; case CK_GREATER_EQUAL: return x >= y; case CK_EQUAL: return x == y;
    case CK_SELECT: return x != 0 ? y : z; case CK_MULTIPLY_ADD: return fmaf(x, y, z); case CK_NEGATE: return -x;
    case CK_ABSOLUTE: return fabsf(x); case CK_SIGN: return x > 0 ? 1 : x < 0 ? -1 : x; case CK_SQUARE_ROOT: return sqrtf(x);
    case CK_EXP: return ck_exp(x); case CK_EXPM1: return ck_expm1(x); case CK_LOG: return ck_log(x); case CK_LOG1P: return ck_log1p(x);
    case CK_TANH: return ck_tanh(x); case CK_SIGMOID: return ck_sigmoid(x); case CK_SOFTPLUS: return ck_softplus(x);
    case CK_ERF: return ck_erf(x); case CK_SIN: return ck_sin(x); case CK_COS: return ck_cos(x);
    case CK_FLUSH: return fabsf(x) < 1e-30f ? 0 : x;
  }
  return 0;
}
static void product(int form, int64_t m, int64_t n, int64_t k, const float *a, int64_t lda, const float *b, int64_t ldb,
                    float *c, int64_t ldc, int acc) {
  for (int64_t i = 0; i < m; ++i)
    for (int64_t j = 0; j < n; ++j) {
      float s = acc ? c[i * ldc + j] : 0;
      for (int64_t p = 0; p < k; ++p)
        s = fmaf(form == CK_ATB ? a[p * lda + i] : a[i * lda + p], form == CK_ABT ? b[j * ldb + p] : b[p * ldb + j], s);
      c[i * ldc + j] = s;
    }
}
static void map(const ck_map *m) {
  float t[CK_MAX_OPERANDS];
  for (int64_t i = 0; i < m->rows * m->columns; ++i)
    for (int s = 0; s < m->step_count; ++s) {
      float v[3]; uint16_t id[3] = {m->steps[s].a, m->steps[s].b, m->steps[s].c};
      for (int q = 0; q < 3; ++q) {
        v[q] = 0;
        if (id[q] >= m->operand_count) continue;
        const ck_operand *o = &m->operands[id[q]];
        v[q] = o->mode == CK_FULL ? o->data[i] : o->mode == CK_SCALAR ? o->data[0] : o->mode == CK_ROW ? o->data[i % m->columns]
          : o->mode == CK_COLUMN ? o->data[i / m->columns] : t[id[q]];
      }
      float r = op(m->steps[s].op, v[0], v[1], v[2]);
      const ck_operand *o = &m->operands[m->steps[s].to];
      if (o->mode == CK_FULL) o->data[i] = r; else t[m->steps[s].to] = r;
    }
}
static float sum16(const float *x, int64_t n, int64_t stride) {
  float l[16] = {0};
  for (int64_t i = 0; i < n; ++i) l[i % 16] += x[i * stride];
  for (int w = 8; w; w /= 2) for (int i = 0; i < w; ++i) l[i] += l[i + w];
  return l[0];
}
static float max16(const float *x, int64_t n, int64_t stride) {
  float m = -INFINITY;
  for (int64_t i = 0; i < n; ++i) m = op(CK_MAXIMUM, m, x[i * stride], 0);
  return m;
}
static void sum_rows(float *o, const float *x, int64_t r, int64_t c) { for (int64_t i = 0; i < r; ++i) o[i] = sum16(x + i * c, c, 1); }
static void max_rows(float *o, const float *x, int64_t r, int64_t c) { for (int64_t i = 0; i < r; ++i) o[i] = max16(x + i * c, c, 1); }
static void sum_columns(float *o, const float *x, int64_t r, int64_t c) { for (int64_t i = 0; i < c; ++i) o[i] = sum16(x + i, r, c); }
static void max_columns(float *o, const float *x, int64_t r, int64_t c) { for (int64_t i = 0; i < c; ++i) o[i] = max16(x + i, r, c); }
static void lsm(float *o, const float *x, int64_t r, int64_t c) {
  for (int64_t i = 0; i < r; ++i, o += c, x += c) {
    float m = max16(x, c, 1), l[16] = {0};
    for (int64_t j = 0; j < c; ++j) { o[j] = x[j] - m; l[j % 16] += ck_exp(o[j]); }
    for (int w = 8; w; w /= 2) for (int q = 0; q < w; ++q) l[q] += l[q + w];
    float g = ck_log(l[0]);
    for (int64_t j = 0; j < c; ++j) o[j] -= g;
  }
}
static void gather(float *o, const float *x, const int32_t *id, int64_t n, int64_t c) {
  for (int64_t i = 0; i < n; ++i) memcpy(o + i * c, x + id[i] * c, (size_t)c * 4);
}
static const ck_kernels table = {"scalar", product, map, sum_rows, max_rows, sum_columns, max_columns, lsm, gather};
int ck_variant_count(void) { return 1; }
const ck_kernels *ck_variant(int i) { return i == 0 ? &table : 0; }
const ck_kernels *ck_variant_named(const char *n) { return strcmp(n, "scalar") ? 0 : &table; }
