// 4 floats, for 64-bit Arm.
#if defined(__aarch64__)
#define VARIANT ck_kernels_neon
#define VARIANT_NAME "neon"
#define W 4
#define TILE_ROWS 8
#include "variant.h"
#else
typedef int ck_unused;
#endif
