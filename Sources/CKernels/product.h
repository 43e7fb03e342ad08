// Matrix products by register tiles: a tile holds TILE_ROWS x 2 W sums, each one chain of fused multiply-adds
// in increasing k. Nothing is ever summed across k in another order; a blocked k stores its partial sums and
// takes them up again.

#include "transpose.h"

#define PANEL (2 * W)  // columns of a tile
#define BLOCK_K 512    // rows of a packed panel

// C[rows, columns] (+)= A B; the last vector of a row has `part` lanes.
typedef void (*tile_function)(int64_t k, const float *a, int64_t lda, const float *b, int64_t ldb, float *c,
                              int64_t ldc, int accumulate, int64_t part);

// A(i, p) = a[i * a_row + p * a_step], B(p, j) = b[p * ldb + j].
INLINE void tile(const int rows, const int vectors, const int whole, int64_t k, const float *a, int64_t a_row,
                 int64_t a_step, const float *b, int64_t ldb, float *c, int64_t ldc, int accumulate,
                 int64_t part) {
  vf sums[TILE_ROWS][2];
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; ++r) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; ++v) {
      const float *from = c + r * ldc + v * W;
      sums[r][v] = !accumulate                       ? (vf){0}
                   : whole || v < vectors - 1 ? load(from)
                                                     : load_part(from, part);
    }
  }
  for (int64_t p = 0; p < k; ++p) {
    vf row[2];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; ++v) {
      row[v] = whole || v < vectors - 1 ? load(b + v * W) : load_part(b + v * W, part);
    }
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; ++r) {
      vf x = splat(a[r * a_row]);
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; ++v) sums[r][v] = fma_v(x, row[v], sums[r][v]);
    }
    a += a_step;
    b += ldb;
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; ++r) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; ++v) {
      float *to = c + r * ldc + v * W;
      if (whole || v < vectors - 1) {
        store(to, sums[r][v]);
      } else {
        store_part(to, sums[r][v], part);
      }
    }
  }
}

#define TILE_PARAMETERS                                                                                     \
  int64_t k, const float *a, int64_t lda, const float *b, int64_t ldb, float *c, int64_t ldc, \
      int accumulate, int64_t part
// By rows of A (A stored as it is read) and by columns (A stored transposed); full panels of two vectors,
// panels with two vectors and with one, the last of them partial.
#define TILE_FUNCTIONS(rows)                                                                       \
  static void tile_rows_full_##rows(TILE_PARAMETERS) {                                             \
    tile(rows, 2, 1, k, a, lda, 1, b, ldb, c, ldc, accumulate, part);                            \
  }                                                                                                \
  static void tile_rows_two_##rows(TILE_PARAMETERS) {                                              \
    tile(rows, 2, 0, k, a, lda, 1, b, ldb, c, ldc, accumulate, part);                            \
  }                                                                                                \
  static void tile_rows_one_##rows(TILE_PARAMETERS) {                                              \
    tile(rows, 1, 0, k, a, lda, 1, b, ldb, c, ldc, accumulate, part);                            \
  }                                                                                                \
  static void tile_columns_full_##rows(TILE_PARAMETERS) {                                          \
    tile(rows, 2, 1, k, a, 1, lda, b, ldb, c, ldc, accumulate, part);                           \
  }                                                                                                \
  static void tile_columns_two_##rows(TILE_PARAMETERS) {                                           \
    tile(rows, 2, 0, k, a, 1, lda, b, ldb, c, ldc, accumulate, part);                           \
  }                                                                                                \
  static void tile_columns_one_##rows(TILE_PARAMETERS) {                                           \
    tile(rows, 1, 0, k, a, 1, lda, b, ldb, c, ldc, accumulate, part);                           \
  }

#if TILE_ROWS == 14
#define EACH_ROW_COUNT(F) F(1) F(2) F(3) F(4) F(5) F(6) F(7) F(8) F(9) F(10) F(11) F(12) F(13) F(14)
#elif TILE_ROWS == 8
#define EACH_ROW_COUNT(F) F(1) F(2) F(3) F(4) F(5) F(6) F(7) F(8)
#elif TILE_ROWS == 6
#define EACH_ROW_COUNT(F) F(1) F(2) F(3) F(4) F(5) F(6)
#elif TILE_ROWS == 4
#define EACH_ROW_COUNT(F) F(1) F(2) F(3) F(4)
#endif

EACH_ROW_COUNT(TILE_FUNCTIONS)

enum { FULL_PANEL = 0, TWO_VECTORS, ONE_VECTOR };
#define ROWS_FULL(rows) tile_rows_full_##rows,
#define ROWS_TWO(rows) tile_rows_two_##rows,
#define ROWS_ONE(rows) tile_rows_one_##rows,
#define COLUMNS_FULL(rows) tile_columns_full_##rows,
#define COLUMNS_TWO(rows) tile_columns_two_##rows,
#define COLUMNS_ONE(rows) tile_columns_one_##rows,
static const tile_function tiles[2][3][TILE_ROWS] = {
    {{EACH_ROW_COUNT(ROWS_FULL)}, {EACH_ROW_COUNT(ROWS_TWO)}, {EACH_ROW_COUNT(ROWS_ONE)}},
    {{EACH_ROW_COUNT(COLUMNS_FULL)}, {EACH_ROW_COUNT(COLUMNS_TWO)}, {EACH_ROW_COUNT(COLUMNS_ONE)}},
};

// One panel of at most PANEL columns, its rows split evenly: 32 rows of 14 at most are 11 + 11 + 10.
static void panel_product(int by_columns, int64_t m, int64_t columns, int64_t k, const float *a, int64_t lda,
                          const float *b, int64_t ldb, float *c, int64_t ldc, int accumulate) {
  int kind = columns == PANEL ? FULL_PANEL : columns > W ? TWO_VECTORS : ONE_VECTOR;
  int64_t part = columns > W ? columns - W : columns;
  int64_t count = (m + TILE_ROWS - 1) / TILE_ROWS;
  int64_t i = 0;
  for (int64_t t = 0; t < count; ++t) {
    int64_t rows = m / count + (t < m % count);
    tiles[by_columns][kind][rows - 1](k, by_columns ? a + i : a + i * lda, lda, b, ldb, c + i * ldc, ldc,
                                      accumulate, part);
    i += rows;
  }
}

// panel[p * PANEL + l] = B(p, l), k x columns; b as stored, B transposed or not.
static void pack_panel(float *panel, int transposed, int64_t columns, int64_t k, const float *b,
                       int64_t ldb) {
  if (transposed) {
    for (int64_t l = 0; l < columns; l += W) {
      int64_t rows = columns - l < W ? columns - l : W;
      for (int64_t p = 0; p < k; p += W) {
        transpose_square(panel + p * PANEL + l, PANEL, b + l * ldb + p, ldb, rows, k - p < W ? k - p : W);
      }
    }
    return;
  }
  for (int64_t p = 0; p < k; ++p) {
    const float *from = b + p * ldb;
    float *to = panel + p * PANEL;
    if (columns == PANEL) {
      store(to, load(from));
      store(to + W, load(from + W));
    } else {
      memcpy(to, from, (size_t)columns * sizeof(float));
    }
  }
}

static void product(int form, int64_t m, int64_t n, int64_t k, const float *a, int64_t lda, const float *b,
                    int64_t ldb, float *c, int64_t ldc, int accumulate) {
  if (m <= 0 || n <= 0) return;
  int by_columns = form == CK_ATB;
  int transposed = form == CK_ABT;
  // B is packed where it must be turned, and where it is read more than once with a stride that makes its
  // rows fall on the same lines of the cache, or from beyond the nearest caches.
  int strided = m > TILE_ROWS && k >= 32 && (ldb % 256 == 0 || k * ldb > (1 << 18));
  if (!(transposed || strided) || k <= 0) {
    for (int64_t j = 0; j < n; j += PANEL) {
      int64_t columns = n - j < PANEL ? n - j : PANEL;
      panel_product(by_columns, m, columns, k, a, lda, b + j, ldb, c + j, ldc, accumulate);
    }
    return;
  }
  float *panel = ck_scratch;
  for (int64_t p = 0; p < k; p += BLOCK_K) {
    int64_t depth = k - p < BLOCK_K ? k - p : BLOCK_K;
    for (int64_t j = 0; j < n; j += PANEL) {
      int64_t columns = n - j < PANEL ? n - j : PANEL;
      pack_panel(panel, transposed, columns, depth, transposed ? b + j * ldb + p : b + p * ldb + j, ldb);
      panel_product(by_columns, m, columns, depth, by_columns ? a + p * lda : a + p, lda, panel, PANEL, c + j,
                    ldc, accumulate || p > 0);
    }
  }
}
