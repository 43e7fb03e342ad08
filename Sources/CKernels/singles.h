// All functions of one value, for one set of instructions: the bodies of a table that dispatch.c chooses.
// Included with SINGLES (the table's name) defined.
#define W 1
#include "elementary_double.h"
#include "elementary_float.h"
#include "variants.h"

#define FLOAT_FUNCTION(name) \
  static float single_##name(float x) { return name##_v((vf){x})[0]; }
#define DOUBLE_FUNCTION(name) \
  static double single_##name##_f64(double x) { return name##_d(x); }
CK_FLOAT_FUNCTIONS(FLOAT_FUNCTION)
CK_DOUBLE_FUNCTIONS(DOUBLE_FUNCTION)
static double single_pow_f64(double x, double y) { return pow_d(x, y); }

// Box-Muller: of each two words a, b the numbers r cos t and r sin t, r = sqrt(-2 log((a + 1) 2^-32)),
// t = 2π b 2^-32.
static void single_normals(float *out, const uint32_t *words, int64_t pairs) {
  for (int64_t i = 0; i < pairs; ++i) {
    double a = ((double)words[2 * i] + 1) * 0x1p-32;
    double b = (double)words[2 * i + 1] * 0x1p-32;
    double radius = __builtin_sqrt(-2 * log_d(a));
    double sine, cosine;
    sin_cos_d(0x1.921fb54442d18p+2 * b, &sine, &cosine);
    out[2 * i] = (float)(radius * cosine);
    out[2 * i + 1] = (float)(radius * sine);
  }
}

#define FLOAT_ENTRY(name) .name = single_##name,
#define DOUBLE_ENTRY(name) .name##_f64 = single_##name##_f64,
const ck_singles SINGLES = {CK_FLOAT_FUNCTIONS(FLOAT_ENTRY) CK_DOUBLE_FUNCTIONS(DOUBLE_ENTRY).pow_f64 =
                                single_pow_f64,
                            .normals = single_normals};
