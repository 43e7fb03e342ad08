// Products with fewer columns than a vector has lanes: there the vectors run over the rows.

#if W > 1
#define NARROW_COLUMNS 3             // of A B and A Bᵀ: A is turned in registers, so that only few pay
#define NARROW_TRANSPOSED (3 * W / 4)  // of AᵀB, whose rows lie side by side already
#else
#define NARROW_COLUMNS 0
#define NARROW_TRANSPOSED 0
#endif

#if W > 1

// C[m, n] = A[m, k] B[k, n] for W rows at a time; B(p, j) = b[p * ldb + j].
INLINE void narrow_rows(const int n, int64_t m, int64_t k, const float *a, int64_t lda, const float *b,
                        int64_t ldb, float *c, int64_t ldc) {
  for (int64_t i = 0; i < m; i += W) {
    int64_t rows = m - i < W ? m - i : W;
    vf sums[NARROW_COLUMNS], x[W];
    for (int j = 0; j < n; ++j) sums[j] = (vf){0};
    for (int64_t p = 0; p < k; p += W) {
      int64_t depth = k - p < W ? k - p : W;
      load_square(x, a + i * lda + p, lda, rows, depth);
      transpose_registers(x);
      const float *y = b + p * ldb;
      if (depth == W) {
#pragma clang loop unroll(full)
        for (int q = 0; q < W; ++q) {
#pragma clang loop unroll(full)
          for (int j = 0; j < n; ++j) sums[j] = fma_v(x[q], splat(y[q * ldb + j]), sums[j]);
        }
      } else {
        for (int64_t q = 0; q < depth; ++q) {
#pragma clang loop unroll(full)
          for (int j = 0; j < n; ++j) sums[j] = fma_v(x[q], splat(y[q * ldb + j]), sums[j]);
        }
      }
    }
    if (ldc == 1) {
      store_lanes(c + i, sums[0], rows);
      continue;
    }
    for (int j = 0; j < n; ++j) {
      float lanes[W];
      store(lanes, sums[j]);
      for (int64_t l = 0; l < rows; ++l) c[(i + l) * ldc + j] = lanes[l];
    }
  }
}

OUTLINED static void narrow_product(int transposed, int64_t m, int64_t n, int64_t k, const float *a,
                                    int64_t lda, const float *b, int64_t ldb, float *c, int64_t ldc) {
  if (transposed) {
    float *turned = ck_scratch;
    for (int64_t p = 0; p < k; ++p) {
      for (int64_t j = 0; j < n; ++j) turned[p * n + j] = b[j * ldb + p];
    }
    b = turned;
    ldb = n;
  }
  switch (n) {
    case 1: narrow_rows(1, m, k, a, lda, b, ldb, c, ldc); break;
    case 2: narrow_rows(2, m, k, a, lda, b, ldb, c, ldc); break;
    default: narrow_rows(3, m, k, a, lda, b, ldb, c, ldc); break;
  }
}

// C[m, n] = A[k, m]ᵀ B[k, n] as the transpose of Bᵀ A, whose rows are full vectors.
OUTLINED static void narrow_transposed_product(int64_t m, int64_t n, int64_t k, const float *a, int64_t lda,
                                               const float *b, int64_t ldb, float *c, int64_t ldc) {
  enum { BLOCK = 512 };
  float *turned = ck_scratch;  // [n, BLOCK]
  for (int64_t i = 0; i < m; i += BLOCK) {
    int64_t rows = m - i < BLOCK ? m - i : BLOCK;
    strip s = {.by_columns = 1, .k = k, .a = b, .lda = ldb, .b = a + i, .ldb = lda, .c = turned, .ldc = BLOCK};
    plain_product(&s, n, rows);
    if (ldc == 1) {
      memcpy(c + i, turned, (size_t)rows * sizeof(float));
      continue;
    }
    for (int64_t l = 0; l < rows; l += W) {
      int64_t here = rows - l < W ? rows - l : W;
      vf x[W];
      load_square(x, turned + l, BLOCK, n, here);
      transpose_registers(x);
      for (int64_t r = 0; r < here; ++r) store_part(c + (i + l + r) * ldc, x[r], n);
    }
  }
}
#endif
