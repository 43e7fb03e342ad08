// Angles of any size.
#ifndef CK_REDUCE_ANGLE_H
#define CK_REDUCE_ANGLE_H

#include <stdint.h>

// x = (4 j + q) π/2 + high + low for some integer j: gives q (0...3) and the rest, |high| <= π/4, to about
// 2^-100. For infinities and NaN, NaN.
__attribute__((visibility("hidden"))) int32_t ck_reduce_angle(double x, double *high, double *low);

#endif
