// A square of W x W floats, transposed in registers: first blocks of 4 x 4 within 128-bit lanes, then the lanes.

#if W == 4
#define ZIP_LOW(x, y) __builtin_shufflevector(x, y, 0, 4, 1, 5)
#define ZIP_HIGH(x, y) __builtin_shufflevector(x, y, 2, 6, 3, 7)
#define PAIR_LOW(x, y) __builtin_shufflevector(x, y, 0, 1, 4, 5)
#define PAIR_HIGH(x, y) __builtin_shufflevector(x, y, 2, 3, 6, 7)
#elif W == 8
#define ZIP_LOW(x, y) __builtin_shufflevector(x, y, 0, 8, 1, 9, 4, 12, 5, 13)
#define ZIP_HIGH(x, y) __builtin_shufflevector(x, y, 2, 10, 3, 11, 6, 14, 7, 15)
#define PAIR_LOW(x, y) __builtin_shufflevector(x, y, 0, 1, 8, 9, 4, 5, 12, 13)
#define PAIR_HIGH(x, y) __builtin_shufflevector(x, y, 2, 3, 10, 11, 6, 7, 14, 15)
#define LANES_LOW(x, y) __builtin_shufflevector(x, y, 0, 1, 2, 3, 8, 9, 10, 11)
#define LANES_HIGH(x, y) __builtin_shufflevector(x, y, 4, 5, 6, 7, 12, 13, 14, 15)
#elif W == 16
#define ZIP_LOW(x, y) \
  __builtin_shufflevector(x, y, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define ZIP_HIGH(x, y) \
  __builtin_shufflevector(x, y, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define PAIR_LOW(x, y) \
  __builtin_shufflevector(x, y, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define PAIR_HIGH(x, y) \
  __builtin_shufflevector(x, y, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#define LANES_LOW(x, y) \
  __builtin_shufflevector(x, y, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
#define LANES_HIGH(x, y) \
  __builtin_shufflevector(x, y, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31)
#define LANES_EVEN(x, y) \
  __builtin_shufflevector(x, y, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
#define LANES_ODD(x, y) \
  __builtin_shufflevector(x, y, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31)
#endif

// x[r][l] and x[l][r] change places.
INLINE void transpose_registers(vf *x) {
#if W > 1
#pragma clang loop unroll(full)
  for (int g = 0; g < W; g += 4) {
    vf a = ZIP_LOW(x[g], x[g + 1]), b = ZIP_HIGH(x[g], x[g + 1]);
    vf c = ZIP_LOW(x[g + 2], x[g + 3]), d = ZIP_HIGH(x[g + 2], x[g + 3]);
    x[g] = PAIR_LOW(a, c);
    x[g + 1] = PAIR_HIGH(a, c);
    x[g + 2] = PAIR_LOW(b, d);
    x[g + 3] = PAIR_HIGH(b, d);
  }
#endif
#if W >= 8
#pragma clang loop unroll(full)
  for (int j = 0; j < 4; ++j) {
#if W == 8
    vf a = x[j], b = x[4 + j];
    x[j] = LANES_LOW(a, b);
    x[4 + j] = LANES_HIGH(a, b);
#else
    vf a = LANES_LOW(x[j], x[4 + j]), b = LANES_HIGH(x[j], x[4 + j]);
    vf c = LANES_LOW(x[8 + j], x[12 + j]), d = LANES_HIGH(x[8 + j], x[12 + j]);
    x[j] = LANES_EVEN(a, c);
    x[4 + j] = LANES_ODD(a, c);
    x[8 + j] = LANES_EVEN(b, d);
    x[12 + j] = LANES_ODD(b, d);
#endif
  }
#endif
}

// The rows from[r * stride], columns lanes of each (at most W), zeros for r >= rows.
INLINE void load_square(vf *x, const float *from, int64_t stride, int64_t rows, int64_t columns) {
  if (rows == W && columns == W) {
#pragma clang loop unroll(full)
    for (int r = 0; r < W; ++r) x[r] = load(from + r * stride);
  } else {
    for (int r = 0; r < W; ++r) {
      x[r] = r >= rows ? (vf){0}
             : columns == W ? load(from + r * stride)
                            : load_part(from + r * stride, columns);
    }
  }
}

// to[l * to_stride + r] = from[r * from_stride + l] for r < rows, l < columns (each at most W); zeros for the
// other r < W.
INLINE void transpose_square(float *to, int64_t to_stride, const float *from, int64_t from_stride,
                             int64_t rows, int64_t columns) {
  vf x[W];
  load_square(x, from, from_stride, rows, columns);
  transpose_registers(x);
  if (columns == W) {
#pragma clang loop unroll(full)
    for (int l = 0; l < W; ++l) store(to + l * to_stride, x[l]);
  } else {
    for (int64_t l = 0; l < columns; ++l) store(to + l * to_stride, x[l]);
  }
}
