// Chains of elementwise operations, tile by tile: a tile's temporaries stay in the nearest cache. Every
// operand is first brought to the form of a full tile, so that each operation is one loop.

#define TILE 512

#define UNARY(expression)                                                           \
  do {                                                                              \
    for (; i + W <= n; i += W) {                                                    \
      vf x = load(a + i);                                                           \
      store(to + i, (expression));                                                  \
    }                                                                               \
    if (i < n) {                                                                    \
      vf x = load_part(a + i, n - i);                                               \
      store_part(to + i, (expression), n - i);                                      \
    }                                                                               \
  } while (0)
#define BINARY(expression)                                                          \
  do {                                                                              \
    for (; i + W <= n; i += W) {                                                    \
      vf x = load(a + i), y = load(b + i);                                          \
      store(to + i, (expression));                                                  \
    }                                                                               \
    if (i < n) {                                                                    \
      vf x = load_part(a + i, n - i), y = load_part(b + i, n - i);                  \
      store_part(to + i, (expression), n - i);                                      \
    }                                                                               \
  } while (0)
#define TERNARY(expression)                                                         \
  do {                                                                              \
    for (; i + W <= n; i += W) {                                                    \
      vf x = load(a + i), y = load(b + i), z = load(c + i);                         \
      store(to + i, (expression));                                                  \
    }                                                                               \
    if (i < n) {                                                                    \
      vf x = load_part(a + i, n - i), y = load_part(b + i, n - i), z = load_part(c + i, n - i); \
      store_part(to + i, (expression), n - i);                                      \
    }                                                                               \
  } while (0)

// 1 where the mask is set, else 0.
INLINE vf one_where(vi mask) { return (vf)(mask & (vi)splat(1.0f)); }

static void run_step(uint16_t op, float *to, const float *a, const float *b, const float *c, int64_t n) {
  int64_t i = 0;
  const vf zero = {0};
  switch (op) {
    case CK_COPY: UNARY(x); break;
    case CK_ADD: BINARY(x + y); break;
    case CK_SUBTRACT: BINARY(x - y); break;
    case CK_MULTIPLY: BINARY(x * y); break;
    case CK_DIVIDE: BINARY(x / y); break;
    case CK_MAXIMUM: BINARY(max_v(x, y)); break;
    case CK_MINIMUM: BINARY(min_v(x, y)); break;
    case CK_GREATER: BINARY(one_where(x > y)); break;
    case CK_GREATER_EQUAL: BINARY(one_where(x >= y)); break;
    case CK_EQUAL: BINARY(one_where(x == y)); break;
    case CK_SELECT: TERNARY(select_v(x != zero, y, z)); break;
    case CK_MULTIPLY_ADD: TERNARY(fma_v(x, y, z)); break;
    case CK_NEGATE: UNARY(negate_v(x)); break;
    case CK_ABSOLUTE: UNARY(abs_v(x)); break;
    case CK_SIGN:
      UNARY(select_v(x > zero, splat(1.0f), select_v(x < zero, splat(-1.0f), x)));
      break;
    case CK_SQUARE_ROOT: UNARY(__builtin_elementwise_sqrt(x)); break;
    case CK_EXP: UNARY(exp_v(x)); break;
    case CK_EXPM1: UNARY(expm1_v(x)); break;
    case CK_LOG: UNARY(log_v(x)); break;
    case CK_LOG1P: UNARY(log1p_v(x)); break;
    case CK_TANH: UNARY(tanh_v(x)); break;
    case CK_SIGMOID: UNARY(sigmoid_v(x)); break;
    case CK_SOFTPLUS: UNARY(softplus_v(x)); break;
    case CK_ERF: UNARY(erf_v(x)); break;
    case CK_SIN: UNARY(sin_v(x)); break;
    case CK_COS: UNARY(cos_v(x)); break;
    case CK_FLUSH: UNARY(select_v(abs_v(x) < 1e-30f, zero, x)); break;
    default: __builtin_trap();
  }
}

INLINE void fill(float *to, float value, int64_t n) {
  int64_t i = 0;
  for (; i + W <= n; i += W) store(to + i, splat(value));
  for (; i < n; ++i) to[i] = value;
}

// A tile is either a piece of one row (`row`, columns from `column` on) or, where a row is shorter than a
// tile, whole rows from `row` on. Without operands of mode ROW or COLUMN, all elements count as one row.
static void map(const ck_map *m) {
  int64_t rows = m->rows, columns = m->columns, count = rows * columns;
  if (count <= 0) return;
  if (m->operand_count > CK_MAX_OPERANDS) __builtin_trap();

  int broadcast = 0;
  for (int o = 0; o < m->operand_count; ++o) {
    broadcast |= m->operands[o].mode == CK_ROW || m->operands[o].mode == CK_COLUMN;
  }
  if (!broadcast) {
    rows = 1;
    columns = count;
  }
  int whole_rows = columns <= TILE;
  int64_t tile_rows = whole_rows ? TILE / columns : 1;
  if (tile_rows > rows) tile_rows = rows;
  int64_t width = whole_rows ? columns : TILE;
  int64_t tile = tile_rows * width;

  // What each operand's buffer holds throughout is written once: scalars, and rows repeated over a tile of
  // whole rows.
  float *buffers[CK_MAX_OPERANDS];
  float *next = ck_scratch;
  for (int o = 0; o < m->operand_count; ++o) {
    const ck_operand *operand = &m->operands[o];
    if (operand->mode == CK_FULL) continue;
    buffers[o] = next;
    next += TILE;
    if (operand->mode == CK_SCALAR) {
      fill(buffers[o], operand->data[0], tile);
    } else if (operand->mode == CK_ROW && whole_rows) {
      for (int64_t r = 0; r < tile_rows; ++r) {
        memcpy(buffers[o] + r * columns, operand->data, (size_t)columns * sizeof(float));
      }
    }
  }

  float *data[CK_MAX_OPERANDS];
  for (int64_t row = 0; row < rows; row += tile_rows) {
    int64_t here = rows - row < tile_rows ? rows - row : tile_rows;
    for (int64_t column = 0; column < columns; column += width) {
      int64_t n = whole_rows ? here * columns : columns - column < width ? columns - column : width;
      for (int o = 0; o < m->operand_count; ++o) {
        const ck_operand *operand = &m->operands[o];
        switch (operand->mode) {
          case CK_FULL: data[o] = operand->data + row * columns + column; break;
          case CK_ROW: data[o] = whole_rows ? buffers[o] : operand->data + column; break;
          case CK_COLUMN:
            data[o] = buffers[o];
            if (whole_rows) {
              for (int64_t r = 0; r < here; ++r) fill(data[o] + r * columns, operand->data[row + r], columns);
            } else {
              fill(data[o], operand->data[row], n);
            }
            break;
          default: data[o] = buffers[o];
        }
      }
      for (int s = 0; s < m->step_count; ++s) {
        const ck_step *step = &m->steps[s];
        // Operands that the operation lacks may be any number.
        const float *b = step->b < m->operand_count ? data[step->b] : NULL;
        const float *c = step->c < m->operand_count ? data[step->c] : NULL;
        run_step(step->op, data[step->to], data[step->a], b, c, n);
      }
    }
  }
}
