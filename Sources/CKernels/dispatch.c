// Chooses, once, what this machine can run.
#include <string.h>

#include "variants.h"

_Alignas(64) _Thread_local float ck_scratch[CK_SCRATCH_FLOATS];

#if defined(__x86_64__)
static int has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
static int has_avx512(void) {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
}
#endif

int ck_variant_count(void) {
#if defined(__x86_64__)
  return has_avx512() ? 3 : has_avx2() ? 2 : 1;
#elif defined(__aarch64__)
  return 2;
#else
  return 1;
#endif
}

const ck_kernels *ck_variant(int index) {
  static const ck_kernels *const all[] = {
      &ck_kernels_scalar,
#if defined(__x86_64__)
      &ck_kernels_avx2,
      &ck_kernels_avx512,
#elif defined(__aarch64__)
      &ck_kernels_neon,
#endif
  };
  return index >= 0 && index < ck_variant_count() ? all[index] : NULL;
}

const ck_kernels *ck_variant_named(const char *name) {
  for (int i = 0; i < ck_variant_count(); ++i) {
    if (strcmp(ck_variant(i)->name, name) == 0) return ck_variant(i);
  }
  return NULL;
}

// ---- Functions of one value -------------------------------------------------------------------------------

static inline const ck_singles *singles(void) {
#if defined(__x86_64__)
  if (has_avx2()) return &ck_singles_fma;
#endif
  return &ck_singles_base;
}

#define CK_FLOAT_FUNCTION(name) \
  float ck_##name(float x) { return singles()->name(x); }
#define CK_DOUBLE_FUNCTION(name) \
  double ck_##name##_f64(double x) { return singles()->name##_f64(x); }
CK_FLOAT_FUNCTIONS(CK_FLOAT_FUNCTION)
CK_DOUBLE_FUNCTIONS(CK_DOUBLE_FUNCTION)
double ck_pow_f64(double x, double y) { return singles()->pow_f64(x, y); }

double ck_portable_f64(int op, double x) {
  const ck_singles *f = &ck_singles_base;
  switch (op) {
    case CK_EXP: return f->exp_f64(x);
    case CK_EXPM1: return f->expm1_f64(x);
    case CK_LOG: return f->log_f64(x);
    case CK_LOG1P: return f->log1p_f64(x);
    case CK_TANH: return f->tanh_f64(x);
    case CK_SIGMOID: return f->sigmoid_f64(x);
    case CK_SOFTPLUS: return f->softplus_f64(x);
    case CK_ERF: return f->erf_f64(x);
    case CK_SIN: return f->sin_f64(x);
    case CK_COS: return f->cos_f64(x);
    default: __builtin_trap();
  }
}
