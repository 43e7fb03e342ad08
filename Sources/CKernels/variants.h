// What the files of this module share: the tables that dispatch.c chooses from, and the scratch memory.
#ifndef CK_VARIANTS_H
#define CK_VARIANTS_H

#include "ck_kernels.h"

#define HIDDEN __attribute__((visibility("hidden")))

extern const ck_kernels ck_kernels_scalar HIDDEN;
extern const ck_kernels ck_kernels_neon HIDDEN;
extern const ck_kernels ck_kernels_avx2 HIDDEN;
extern const ck_kernels ck_kernels_avx512 HIDDEN;

// 128 KiB for each thread, for packed operands and for the tiles of maps. No kernel that uses it calls
// another.
#define CK_SCRATCH_FLOATS 32768
extern _Thread_local float ck_scratch[CK_SCRATCH_FLOATS] HIDDEN;

// At least so many floats, for packed operands of large products. Valid until the thread's next call.
float *ck_workspace(size_t floats) HIDDEN;

// Whether the next step of a program is shared, and how long it took.
int ck_team_shares(ck_team *team) HIDDEN;
void ck_team_took(ck_team *team, int shared, double seconds) HIDDEN;
// Calls work(context, part, parts) for each part, one of them here, and returns when all are done.
void ck_team_run(ck_team *team, void (*work)(void *context, int part, int parts), void *context) HIDDEN;

#define CK_FLOAT_FUNCTIONS(F) \
  F(exp) F(expm1) F(log) F(log1p) F(tanh) F(sigmoid) F(softplus) F(erf) F(sin) F(cos)
#define CK_DOUBLE_FUNCTIONS(F) CK_FLOAT_FUNCTIONS(F) F(lgamma)

typedef struct {
#define CK_FLOAT_MEMBER(name) float (*name)(float);
#define CK_DOUBLE_MEMBER(name) double (*name##_f64)(double);
  CK_FLOAT_FUNCTIONS(CK_FLOAT_MEMBER)
  CK_DOUBLE_FUNCTIONS(CK_DOUBLE_MEMBER)
  double (*pow_f64)(double, double);
  void (*normals)(float *out, const uint32_t *words, int64_t pairs);
} ck_singles;

extern const ck_singles ck_singles_base HIDDEN;
extern const ck_singles ck_singles_fma HIDDEN;

#endif
