// Register tiles of a product: rows x vectors W sums, each one chain of fused multiply-adds in increasing k.

#define PANEL (2 * W)  // columns of a tile
// Vectors of a tile of one row, and of two or three: enough independent chains to hide an instruction's latency.
#define ROW_VECTORS 8
#define FEW_ROWS_VECTORS 4
#define FEW_ROWS (TILE_ROWS < 3 ? TILE_ROWS : 3)

// C[rows, columns] (+)= A B; the last vector of a row has `part` lanes.
typedef void (*tile_function)(int64_t k, const float *a, int64_t lda, const float *b, int64_t ldb, float *c,
                              int64_t ldc, int accumulate, int64_t part);

// A(i, p) = a[i * a_row + p * a_step], B(p, j) = b[p * ldb + j].
INLINE void tile(const int rows, const int vectors, const int whole, int64_t k, const float *a, int64_t a_row,
                 int64_t a_step, const float *b, int64_t ldb, float *c, int64_t ldc, int accumulate,
                 int64_t part) {
  vf sums[TILE_ROWS][ROW_VECTORS];
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
    vf row[ROW_VECTORS];
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
#define TILE_FUNCTION(name, rows, vectors, whole)                                      \
  static void tile_rows_##name##_##rows(TILE_PARAMETERS) {                             \
    tile(rows, vectors, whole, k, a, lda, 1, b, ldb, c, ldc, accumulate, part);      \
  }                                                                                    \
  static void tile_columns_##name##_##rows(TILE_PARAMETERS) {                          \
    tile(rows, vectors, whole, k, a, 1, lda, b, ldb, c, ldc, accumulate, part);      \
  }
// By rows of A (A stored as it is read) and by columns (A stored transposed); full panels of two vectors,
// panels with two vectors and with one, the last of them partial.
#define TILE_FUNCTIONS(rows)         \
  TILE_FUNCTION(full, rows, 2, 1)    \
  TILE_FUNCTION(two, rows, 2, 0)     \
  TILE_FUNCTION(one, rows, 1, 0)

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
TILE_FUNCTION(wide, 1, ROW_VECTORS, 1)
TILE_FUNCTION(wide, 2, FEW_ROWS_VECTORS, 1)
TILE_FUNCTION(wide, 3, FEW_ROWS_VECTORS, 1)

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
static const tile_function wide_tiles[2][FEW_ROWS] = {
    {tile_rows_wide_1, tile_rows_wide_2, tile_rows_wide_3},
    {tile_columns_wide_1, tile_columns_wide_2, tile_columns_wide_3},
};

// How the operands of a product lie: A by rows or by columns, B by rows.
typedef struct {
  int by_columns;
  int64_t k;
  const float *a;
  int64_t lda;
  const float *b;
  int64_t ldb;
  float *c;
  int64_t ldc;
  int accumulate;
} strip;

INLINE const float *rows_of_a(const strip *s, int64_t i) { return s->by_columns ? s->a + i : s->a + i * s->lda; }

// `rows` rows of C from row i on, at most TILE_ROWS, columns j to j + columns, at most PANEL.
INLINE void tile_product(const strip *s, int64_t i, int64_t rows, int64_t j, int64_t columns,
                         const float *b, int64_t ldb) {
  int kind = columns == PANEL ? FULL_PANEL : columns > W ? TWO_VECTORS : ONE_VECTOR;
  int64_t part = columns > W ? columns - W : columns;
  tiles[s->by_columns][kind][rows - 1](s->k, rows_of_a(s, i), s->lda, b, ldb, s->c + i * s->ldc + j, s->ldc,
                                       s->accumulate, part);
}

// All m rows of C, columns j to j + columns, at most PANEL. Rows are split evenly: 32 rows of 14 at most are
// 11 + 11 + 10.
static void column_product(const strip *s, int64_t m, int64_t j, int64_t columns) {
  if (m <= TILE_ROWS) {
    tile_product(s, 0, m, j, columns, s->b + j, s->ldb);
    return;
  }
  int64_t left = (m + TILE_ROWS - 1) / TILE_ROWS;
  for (int64_t i = 0; left > 0; --left) {
    int64_t rows = left == 1 ? m - i : (int64_t)((uint32_t)(m - i + left - 1) / (uint32_t)left);
    tile_product(s, i, rows, j, columns, s->b + j, s->ldb);
    i += rows;
  }
}

// All of C, of at most FEW_ROWS rows: first panels of many vectors.
static void few_rows_product(const strip *s, int64_t rows, int64_t n) {
  int64_t j = 0, width = W * (rows == 1 ? ROW_VECTORS : FEW_ROWS_VECTORS);
  for (; j + width <= n; j += width) {
    wide_tiles[s->by_columns][rows - 1](s->k, s->a, s->lda, s->b + j, s->ldb, s->c + j, s->ldc,
                                        s->accumulate, W);
  }
  for (; j < n; j += PANEL) tile_product(s, 0, rows, j, n - j < PANEL ? n - j : PANEL, s->b + j, s->ldb);
}

// All of C, with B as it lies.
static void plain_product(const strip *s, int64_t m, int64_t n) {
  if (m <= FEW_ROWS) {
    few_rows_product(s, m, n);
  } else {
    for (int64_t j = 0; j < n; j += PANEL) column_product(s, m, j, n - j < PANEL ? n - j : PANEL);
  }
}
