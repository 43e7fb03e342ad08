// Functions of one value, for x86-64 with fused multiply-adds.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SINGLES ck_singles_fma
#include "singles.h"
#pragma clang attribute pop
#else
typedef int ck_unused;
#endif
