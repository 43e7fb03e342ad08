// Matrix products by register tiles. Nothing is ever summed across k in another order; a blocked k stores its
// partial sums and takes them up again.

#include "prefetch.h"
#include "transpose.h"
#include "product_tile.h"
#include "product_narrow.h"

#define NEAR_FLOATS (1 << 18)  // of B, that the second nearest cache holds
#define BLOCK_K 512           // a packed panel of so many rows
#define BLOCK_TILES 8  // of rows, that a packed panel of B is read for
#define EPILOGUE_FLOATS 32768  // of C, that are worked on while the nearest caches hold them

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

// A stride that makes rows fall on the same lines of the cache.
INLINE int collides(int64_t stride) { return stride % 256 == 0; }

// A product whose B is packed, or whose map is to follow block by block of rows.
OUTLINED static void blocked_product(int form, int64_t m, int64_t n, int64_t k, const float *a, int64_t lda,
                                     const float *b, int64_t ldb, float *c, int64_t ldc, int accumulate,
                                     int packs_b, const ck_map *map, int64_t first_row) {
  int by_columns = form == CK_ATB;
  int transposed = form == CK_ABT;
  int packs_a = packs_b && !by_columns && n > PANEL && collides(lda) && k >= 64;
  int64_t panels = (n + PANEL - 1) / PANEL;
  int64_t tile_count = (m + TILE_ROWS - 1) / TILE_ROWS;
  // Rows are split evenly: 32 rows of 14 at most are 11 + 11 + 10.
  int64_t least = m / tile_count, more = m % tile_count;
  int64_t block_tiles = BLOCK_TILES;
  if (map && block_tiles > EPILOGUE_FLOATS / (TILE_ROWS * n)) block_tiles = EPILOGUE_FLOATS / (TILE_ROWS * n);
  if (block_tiles < 1) block_tiles = 1;
  int64_t block_rows = block_tiles * TILE_ROWS;
  int64_t most_depth = packs_b && k > BLOCK_K ? BLOCK_K : k;

  float *packed_b = ck_workspace((size_t)((packs_b ? panels * PANEL * k : 0) +
                                          (packs_a ? block_rows * (most_depth + W) : 0) + (c ? 0 : block_rows * n)));
  float *packed_a = packed_b + (packs_b ? panels * PANEL * k : 0);
  float *block = packed_a + (packs_a ? block_rows * (most_depth + W) : 0);
  if (packs_b) {
    for (int64_t j = 0; j < panels; ++j) {
      int64_t columns = n - j * PANEL < PANEL ? n - j * PANEL : PANEL;
      pack_panel(packed_b + j * PANEL * k, transposed, columns, k, b + j * PANEL * (transposed ? ldb : 1), ldb);
    }
  }

  for (int64_t t = 0, i = 0; t < tile_count;) {
    int64_t last_tile = t + block_tiles < tile_count ? t + block_tiles : tile_count;
    int64_t end = i;
    for (int64_t u = t; u < last_tile; ++u) end += least + (u < more);
    strip s = {.by_columns = by_columns, .c = c ? c + i * ldc : block, .ldc = c ? ldc : n};
    for (int64_t p = 0; p < k || p == 0; p += most_depth) {
      s.k = k - p < most_depth ? k - p : most_depth;
      s.accumulate = accumulate || p > 0;
      if (packs_a) {
        s.lda = s.k + W;
        s.a = packed_a;
        for (int64_t r = i; r < end; ++r) {
          memcpy(packed_a + (r - i) * s.lda, a + r * lda + p, (size_t)s.k * sizeof(float));
        }
      } else {
        s.lda = lda;
        s.a = by_columns ? a + p * lda + i : a + i * lda + p;
      }
      for (int64_t j = 0; j < panels; ++j) {
        int64_t columns = n - j * PANEL < PANEL ? n - j * PANEL : PANEL;
        const float *panel = packs_b ? packed_b + j * PANEL * k + p * PANEL : b + p * ldb + j * PANEL;
        int64_t row = 0;
        for (int64_t u = t; u < last_tile; ++u) {
          int64_t rows = least + (u < more);
          if (by_columns) prefetch_some();
          tile_product(&s, row, rows, j * PANEL, columns, panel, packs_b ? PANEL : ldb);
          row += rows;
        }
      }
      if (k == 0) break;
    }
    if (map) map_rows(map, first_row + i, end - i, s.c);
    t = last_tile;
    i = end;
  }
}

// C = op(A) op(B), and then `map`, whose rows and columns are those of a matrix that C is the rows from
// `first_row` on of. Where c is null, the map alone sees C, block by block, as its operand of mode BLOCK.
static void product_map(int form, int64_t m, int64_t n, int64_t k, const float *a, int64_t lda,
                        const float *b, int64_t ldb, float *c, int64_t ldc, int accumulate, const ck_map *map,
                        int64_t first_row) {
  if (m <= 0 || n <= 0) return;
  if (m <= TILE_ROWS && n <= PANEL && form != CK_ABT && c) {
    strip s = {.by_columns = form == CK_ATB, .k = k, .a = a, .lda = lda, .c = c, .ldc = ldc,
               .accumulate = accumulate};
    tile_product(&s, 0, m, 0, n, b, ldb);
    if (map) map_rows(map, first_row, m, c);
    return;
  }
  if (form == CK_ABT && k == 1 && ldb == 1) {
    // A column that lies as a row.
    form = CK_AB;
    ldb = n;
  }
  int by_columns = form == CK_ATB;
  int transposed = form == CK_ABT;
  // B is packed where it must be turned, and where it is read more than once with a stride that makes its
  // rows fall on the same lines of the cache, or from beyond the nearest caches.
  int packs_b = k > 0 && (transposed || (m > TILE_ROWS && k >= 32 && (collides(ldb) || k * ldb > NEAR_FLOATS)));
  int is_narrow = W > 1 && !accumulate && m >= W &&
                  (by_columns ? n <= NARROW_TRANSPOSED
                              : n <= NARROW_COLUMNS && k * n <= CK_SCRATCH_FLOATS && k >= W / 2);
  if (!is_narrow && (packs_b || (map && m * n > EPILOGUE_FLOATS))) {
    blocked_product(form, m, n, k, a, lda, b, ldb, c, ldc, accumulate, packs_b, map, first_row);
    return;
  }
  if (!c) {
    c = ck_workspace((size_t)(m * n));
    ldc = n;
  }
#if W > 1
  if (is_narrow) {
    if (by_columns) {
      narrow_transposed_product(m, n, k, a, lda, b, ldb, c, ldc);
    } else {
      narrow_product(transposed, m, n, k, a, lda, b, ldb, c, ldc);
    }
    if (map) map_rows(map, first_row, m, c);
    return;
  }
#endif
  strip s = {.by_columns = by_columns, .k = k, .a = a, .lda = lda, .b = b, .ldb = ldb, .c = c, .ldc = ldc,
             .accumulate = accumulate};
  plain_product(&s, m, n);
  if (map) map_rows(map, first_row, m, c);
}

static void product(int form, int64_t m, int64_t n, int64_t k, const float *a, int64_t lda, const float *b,
                    int64_t ldb, float *c, int64_t ldc, int accumulate) {
  product_map(form, m, n, k, a, lda, b, ldb, c, ldc, accumulate, NULL, 0);
}
