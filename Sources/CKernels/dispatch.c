// Chooses, once, what this machine can run.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

#include "variants.h"

_Alignas(64) _Thread_local float ck_scratch[CK_SCRATCH_FLOATS];

// ---- Memory -------------------------------------------------------------------------------------------------

void ck_prefer_large_pages(void *memory, size_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  const uintptr_t page = 4096;
  uintptr_t start = ((uintptr_t)memory + page - 1) & ~(page - 1);
  uintptr_t end = ((uintptr_t)memory + bytes) & ~(page - 1);
  // A wish: a system without them says no.
  if (start < end) (void)madvise((void *)start, end - start, MADV_HUGEPAGE);
#else
  (void)memory;
  (void)bytes;
#endif
}

// ---- Memory of a thread ------------------------------------------------------------------------------------

static _Thread_local float *workspace;
static _Thread_local size_t workspace_floats;
static pthread_key_t workspace_key;
static pthread_once_t workspace_once = PTHREAD_ONCE_INIT;

static void make_workspace_key(void) {
  if (pthread_key_create(&workspace_key, free) != 0) abort();
}

float *ck_workspace(size_t floats) {
  if (floats > workspace_floats) {
    pthread_once(&workspace_once, make_workspace_key);
    free(workspace);
    size_t bytes = (floats * sizeof(float) + 4095) & ~(size_t)4095;
    workspace = aligned_alloc(4096, bytes);
    if (!workspace) abort();
    workspace_floats = bytes / sizeof(float);
    // Freed when the thread ends.
    pthread_setspecific(workspace_key, workspace);
  }
  return workspace;
}

// ---- Compiled maps -----------------------------------------------------------------------------------------

#define COMPILED_MAP(number, key, modes, ...) key,
static const char *const compiled_keys[] = {
#include "compiled_maps.h"
    NULL};
#undef COMPILED_MAP

const char *ck_compiled_map_key(int number) {
  int count = sizeof compiled_keys / sizeof *compiled_keys - 1;
  return number >= 0 && number < count ? compiled_keys[number] : NULL;
}

int ck_compiled_map(const char *key) {
  for (int i = 0; compiled_keys[i]; ++i) {
    if (strcmp(compiled_keys[i], key) == 0) return i;
  }
  return -1;
}

// ---- Variants ----------------------------------------------------------------------------------------------

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

void ck_fill_normals(ck_stream *stream, float *out, int64_t pairs) {
  enum { BLOCK = 128 };
  uint32_t words[2 * BLOCK];
  for (int64_t i = 0; i < pairs; i += BLOCK) {
    int64_t count = pairs - i < BLOCK ? pairs - i : BLOCK;
    for (int64_t w = 0; w < 2 * count; ++w) words[w] = ck_next_word(stream);
    singles()->normals(out + 2 * i, words, count);
  }
}

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
