// One float at a time, for any machine: fused multiply-adds through the C library where the machine has none.
#define VARIANT ck_kernels_scalar
#define VARIANT_NAME "scalar"
#define W 1
#define TILE_ROWS 4
#include "variant.h"
