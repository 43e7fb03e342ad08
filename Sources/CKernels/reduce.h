// Sums, maxima, log-softmax and gathering of rows.

#define LANES 16
#define LANE_VECTORS (LANES / W)

// lanes[l] += lanes[l + 8], then l + 4, l + 2, l + 1; gives lane 0.
INLINE float add_lanes(float *lanes) {
  for (int l = 0; l < 8; ++l) lanes[l] += lanes[l + 8];
  for (int l = 0; l < 4; ++l) lanes[l] += lanes[l + 4];
  lanes[0] += lanes[2];
  lanes[1] += lanes[3];
  return lanes[0] + lanes[1];
}

// The first n of the lanes from x on: whole vectors, a partial one, zeros. A lane sum is never -0, so that
// adding +0 changes nothing.
INLINE vf tail_vector(const float *x, int vector, int64_t n) {
  int64_t left = n - vector * W;
  return left >= W ? load(x + vector * W) : left > 0 ? load_part(x + vector * W, left) : (vf){0};
}

INLINE float sum16(const float *x, int64_t n) {
  vf sums[LANE_VECTORS];
  for (int v = 0; v < LANE_VECTORS; ++v) sums[v] = (vf){0};
  int64_t i = 0;
  for (; i + LANES <= n; i += LANES) {
    for (int v = 0; v < LANE_VECTORS; ++v) sums[v] += load(x + i + v * W);
  }
  if (i < n) {
    for (int v = 0; v < LANE_VECTORS; ++v) sums[v] += tail_vector(x + i, v, n - i);
  }
  float lanes[LANES];
  for (int v = 0; v < LANE_VECTORS; ++v) store(lanes + v * W, sums[v]);
  return add_lanes(lanes);
}

static void sum_rows(float *out, const float *x, int64_t rows, int64_t columns) {
  for (int64_t r = 0; r < rows; ++r) out[r] = sum16(x + r * columns, columns);
}

INLINE float max_1(float x, float y) { return x > y || x != x ? x : y; }

// In order from -inf. Only the sign of a zero depends on the order, so vectors find the maximum, and where it
// is a zero the last one is looked for.
INLINE float max_of(const float *x, int64_t n) {
  float best = -INFINITY;
  int64_t i = 0;
  if (n >= W) {
    vf m = splat(-INFINITY);
    for (; i + W <= n; i += W) m = max_v(m, load(x + i));
    for (int l = 0; l < W; ++l) best = max_1(best, m[l]);
  }
  for (; i < n; ++i) best = max_1(best, x[i]);
  if (best == 0) {
    for (i = n - 1; i >= 0; --i) {
      if (x[i] == 0) return x[i];
    }
  }
  return best;
}

static void max_rows(float *out, const float *x, int64_t rows, int64_t columns) {
  for (int64_t r = 0; r < rows; ++r) out[r] = max_of(x + r * columns, columns);
}

static void sum_columns(float *out, const float *x, int64_t rows, int64_t columns) {
  for (int64_t j = 0; j < columns; j += W) {
    int64_t part = columns - j < W ? columns - j : W;
    const float *p = x + j;
    vf sums[LANES];
    for (int l = 0; l < LANES; ++l) sums[l] = (vf){0};
    int64_t r = 0;
    for (; r + LANES <= rows; r += LANES) {
      for (int l = 0; l < LANES; ++l) sums[l] += load_lanes(p + l * columns, part);
      p += LANES * columns;
    }
    for (int l = 0; r + l < rows; ++l) sums[l] += load_lanes(p + l * columns, part);
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; ++l) sums[l] += sums[l + half];
    }
    store_lanes(out + j, sums[0], part);
  }
}

static void max_columns(float *out, const float *x, int64_t rows, int64_t columns) {
  for (int64_t j = 0; j < columns; j += W) {
    int64_t part = columns - j < W ? columns - j : W;
    vf m = splat(-INFINITY);
    for (int64_t r = 0; r < rows; ++r) m = max_v(m, load_lanes(x + r * columns + j, part));
    store_lanes(out + j, m, part);
  }
}

// Row by row: d = x - max x into out, then the sums of exp d of up to 64 rows, their logarithms as vectors,
// and away with them.
static void log_softmax_rows(float *out, const float *x, int64_t rows, int64_t columns) {
  enum { BLOCK = 64 };
  for (int64_t first = 0; first < rows; first += BLOCK) {
    int64_t count = rows - first < BLOCK ? rows - first : BLOCK;
    float logs[BLOCK] = {0};
    for (int64_t r = 0; r < count; ++r) {
      const float *from = x + (first + r) * columns;
      float *to = out + (first + r) * columns;
      vf m = splat(max_of(from, columns));
      vf sums[LANE_VECTORS];
      for (int v = 0; v < LANE_VECTORS; ++v) sums[v] = (vf){0};
      for (int64_t i = 0; i < columns; i += LANES) {
        for (int v = 0; v < LANE_VECTORS; ++v) {
          int64_t left = columns - i - v * W;
          if (left <= 0) break;
          int64_t part = left < W ? left : W;
          vf d = load_lanes(from + i + v * W, part) - m;
          store_lanes(to + i + v * W, d, part);
          vf e = exp_v(d);
          if (part < W) {
            float lanes[W] = {0};
            store_part(lanes, e, part);
            e = load(lanes);
          }
          sums[v] += e;
        }
      }
      float lanes[LANES];
      for (int v = 0; v < LANE_VECTORS; ++v) store(lanes + v * W, sums[v]);
      logs[r] = add_lanes(lanes);
    }
    for (int64_t r = 0; r < count; r += W) store(logs + r, log_v(load(logs + r)));
    for (int64_t r = 0; r < count; ++r) {
      float *to = out + (first + r) * columns;
      for (int64_t i = 0; i < columns; i += W) {
        int64_t part = columns - i < W ? columns - i : W;
        store_lanes(to + i, load_lanes(to + i, part) - splat(logs[r]), part);
      }
    }
  }
}

static void gather_rows(float *out, const float *x, const int32_t *index, int64_t count, int64_t columns) {
  if (columns <= W) {
    for (int64_t i = 0; i < count; ++i) {
      store_lanes(out + i * columns, load_lanes(x + (int64_t)index[i] * columns, columns), columns);
    }
    return;
  }
  for (int64_t i = 0; i < count; ++i) {
    memcpy(out + i * columns, x + (int64_t)index[i] * columns, (size_t)columns * sizeof(float));
  }
}
