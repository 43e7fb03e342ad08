// A square of W x W floats, transposed in registers: log2 W rounds, in each of which row r and row r + W/2
// are zipped.

#if W == 1
#define TRANSPOSE_ROUNDS 0
#define ZIP_LOW(x, y) (x)
#define ZIP_HIGH(x, y) (y)
#elif W == 4
#define TRANSPOSE_ROUNDS 2
#define ZIP_LOW(x, y) __builtin_shufflevector(x, y, 0, 4, 1, 5)
#define ZIP_HIGH(x, y) __builtin_shufflevector(x, y, 2, 6, 3, 7)
#elif W == 8
#define TRANSPOSE_ROUNDS 3
#define ZIP_LOW(x, y) __builtin_shufflevector(x, y, 0, 8, 1, 9, 2, 10, 3, 11)
#define ZIP_HIGH(x, y) __builtin_shufflevector(x, y, 4, 12, 5, 13, 6, 14, 7, 15)
#elif W == 16
#define TRANSPOSE_ROUNDS 4
#define ZIP_LOW(x, y) \
  __builtin_shufflevector(x, y, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define ZIP_HIGH(x, y) \
  __builtin_shufflevector(x, y, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#endif

// to[l * to_stride + r] = from[r * from_stride + l] for r < rows, l < columns (each at most W); zeros for the
// other r < W.
INLINE void transpose_square(float *to, int64_t to_stride, const float *from, int64_t from_stride,
                             int64_t rows, int64_t columns) {
  vf x[W], y[W];
  if (rows == W && columns == W) {
#pragma clang loop unroll(full)
    for (int r = 0; r < W; ++r) x[r] = load(from + r * from_stride);
  } else {
    for (int r = 0; r < W; ++r) {
      x[r] = r >= rows ? (vf){0}
             : columns == W ? load(from + r * from_stride)
                            : load_part(from + r * from_stride, columns);
    }
  }
#pragma clang loop unroll(full)
  for (int round = 0; round < TRANSPOSE_ROUNDS; ++round) {
#pragma clang loop unroll(full)
    for (int r = 0; r < W / 2; ++r) {
      y[2 * r] = ZIP_LOW(x[r], x[r + W / 2]);
      y[2 * r + 1] = ZIP_HIGH(x[r], x[r + W / 2]);
    }
#pragma clang loop unroll(full)
    for (int r = 0; r < W; ++r) x[r] = y[r];
  }
  if (columns == W) {
#pragma clang loop unroll(full)
    for (int l = 0; l < W; ++l) store(to + l * to_stride, x[l]);
  } else {
    for (int64_t l = 0; l < columns; ++l) store(to + l * to_stride, x[l]);
  }
}
