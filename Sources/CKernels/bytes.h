// Bytes as numbers on [0, 1]: each is (float)byte / 255, as an IEEE division rounds it.

typedef uint8_t vb __attribute__((vector_size(W)));
typedef uint8_t vb_unaligned __attribute__((vector_size(W), aligned(1), may_alias));

// 1 / 255 is INVERSE + INVERSE_REST. Of all 256 bytes the fused sum rounds to the same bits as the division,
// which takes several times as long.
#define INVERSE 0x1.010102p-8f
#define INVERSE_REST -0x1.fdfdfep-33f

INLINE vf byte_values_v(vb x) {
  vf floats = __builtin_convertvector(__builtin_convertvector(x, vi), vf);
#if W == 1
  return floats / splat(255);  // a fused multiply-add may be a call
#else
  return fma_v(floats, splat(INVERSE), floats * splat(INVERSE_REST));
#endif
}

// Nothing beyond the n bytes is touched.
static void byte_values(float *out, const uint8_t *x, int64_t n) {
  int64_t i = 0;
  for (; i + W <= n; i += W) store(out + i, byte_values_v(*(const vb_unaligned *)(x + i)));
  if (i == n) return;
  vb part = {0};
  for (int64_t l = 0; i + l < n; ++l) part[l] = x[i + l];
  store_part(out + i, byte_values_v(part), n - i);
}

static void gather_bytes(float *out, const uint8_t *x, const int32_t *index, int64_t count, int64_t columns) {
  for (int64_t i = 0; i < count; ++i) {
    byte_values(out + i * columns, x + (int64_t)index[i] * columns, columns);
  }
}
