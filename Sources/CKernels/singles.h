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

#define FLOAT_ENTRY(name) .name = single_##name,
#define DOUBLE_ENTRY(name) .name##_f64 = single_##name##_f64,
const ck_singles SINGLES = {CK_FLOAT_FUNCTIONS(FLOAT_ENTRY) CK_DOUBLE_FUNCTIONS(DOUBLE_ENTRY).pow_f64 =
                                single_pow_f64};
