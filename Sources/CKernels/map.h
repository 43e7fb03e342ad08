// Chains of elementwise operations, tile by tile: a tile's temporaries stay in the nearest cache. Every
// operand is first brought to the form of a full tile, so that each operation is one loop.

#include "operate.h"

#define TILE 512

#define LOOP(arity, op)                                                                     \
  do {                                                                                      \
    for (; i + W <= n; i += W) {                                                            \
      vf x = load(a + i), y = arity > 1 ? load(b + i) : x, z = arity > 2 ? load(c + i) : x; \
      store(to + i, operate_##op(x, y, z));                                                  \
    }                                                                                       \
    if (i < n) {                                                                            \
      vf x = load_part(a + i, n - i), y = arity > 1 ? load_part(b + i, n - i) : x;          \
      vf z = arity > 2 ? load_part(c + i, n - i) : x;                                       \
      store_part(to + i, operate_##op(x, y, z), n - i);                                      \
    }                                                                                       \
  } while (0)

static void run_step(uint16_t op, float *to, const float *a, const float *b, const float *c, int64_t n) {
  int64_t i = 0;
  switch (op) {
#define UNARY(op, expression) case op: LOOP(1, op); break;
#define BINARY(op, expression) case op: LOOP(2, op); break;
#define TERNARY(op, expression) case op: LOOP(3, op); break;
    EACH_OPERATION(UNARY, BINARY, TERNARY)
#undef UNARY
#undef BINARY
#undef TERNARY
    default: __builtin_trap();
  }
}

INLINE void fill(float *to, float value, int64_t n) {
  int64_t i = 0;
  for (; i + W <= n; i += W) store(to + i, splat(value));
  for (; i < n; ++i) to[i] = value;
}

// Rows `first` to first + rows, step by step. `block` holds what operands of mode BLOCK are, for these rows.
//
// A tile is either a piece of one row (`row`, columns from `column` on) or, where a row is shorter than a
// tile, whole rows from `row` on. Without operands of mode ROW or COLUMN, all elements count as one row.
static void interpret(const ck_map *m, int64_t first, int64_t rows, float *block) {
  int64_t columns = m->columns, start = first * columns;
  if (m->operand_count > CK_MAX_OPERANDS) __builtin_trap();

  int broadcast = 0;
  for (int o = 0; o < m->operand_count; ++o) {
    broadcast |= m->operands[o].mode == CK_ROW || m->operands[o].mode == CK_COLUMN;
  }
  if (!broadcast) {
    columns *= rows;
    rows = 1;
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
    if (operand->mode == CK_FULL || operand->mode == CK_BLOCK) continue;
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
          case CK_FULL: data[o] = operand->data + start + row * columns + column; break;
          case CK_BLOCK: data[o] = block + row * columns + column; break;
          case CK_ROW: data[o] = whole_rows ? buffers[o] : operand->data + column; break;
          case CK_COLUMN:
            data[o] = buffers[o];
            if (whole_rows) {
              for (int64_t r = 0; r < here; ++r) fill(data[o] + r * columns, operand->data[first + row + r], columns);
            } else {
              fill(data[o], operand->data[first + row], n);
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

// Maps that are compiled as one loop each: all of it stays in registers.
#define GET(p) (whole ? load(p) : load_part(p, n))
#define PUT(p, x)       \
  do {                  \
    if (whole) {        \
      store(p, x);      \
    } else {            \
      store_part(p, x, n); \
    }                   \
  } while (0)
#define COMPILED_MAP(number, key, modes, ...)                                                             \
  INLINE void body_##number(float *const *p, const vf *s, int64_t i, int64_t j, int64_t n, const int whole) { \
    __VA_ARGS__                                                                                           \
  }                                                                                                       \
  static void map_##number(const ck_map *m, int64_t first, int64_t rows, float *block) {                  \
    enum { COUNT = sizeof modes - 1 };                                                                    \
    int64_t columns = m->columns;                                                                         \
    float *p[COUNT];                                                                                      \
    vf s[COUNT];                                                                                          \
    int broadcast = 0;                                                                                    \
    _Pragma("clang loop unroll(full)") for (int o = 0; o < COUNT; ++o) {                                  \
      p[o] = m->operands[o].data;                                                                         \
      s[o] = (vf){0};                                                                                     \
      if (modes[o] == 'S') s[o] = splat(p[o][0]);                                                         \
      if (modes[o] == 'F') p[o] += first * columns;                                                       \
      if (modes[o] == 'B') p[o] = block;                                                                  \
      if (modes[o] == 'C') p[o] += first;                                                                 \
      broadcast |= modes[o] == 'R' || modes[o] == 'C';                                                    \
    }                                                                                                     \
    if (!broadcast) {                                                                                     \
      int64_t n = rows * columns, i = 0;                                                                  \
      for (; i + W <= n; i += W) body_##number(p, s, i, i, W, 1);                                         \
      if (i < n) body_##number(p, s, i, i, n - i, 0);                                                     \
      return;                                                                                             \
    }                                                                                                     \
    for (int64_t r = 0; r < rows; ++r) {                                                                  \
      _Pragma("clang loop unroll(full)") for (int o = 0; o < COUNT; ++o) {                                \
        if (modes[o] == 'C') s[o] = splat(p[o][r]);                                                       \
      }                                                                                                   \
      int64_t i = r * columns, j = 0;                                                                     \
      for (; j + W <= columns; j += W) body_##number(p, s, i + j, j, W, 1);                               \
      if (j < columns) body_##number(p, s, i + j, j, columns - j, 0);                                     \
    }                                                                                                     \
  }
#if W > 1
#include "compiled_maps.h"
#endif
#undef COMPILED_MAP

#define COMPILED_MAP(number, key, modes, ...) map_##number,
static void (*const compiled_maps[])(const ck_map *, int64_t, int64_t, float *) = {
#if W > 1
#include "compiled_maps.h"
#endif
    NULL};
#undef COMPILED_MAP

static void map_rows(const ck_map *m, int64_t first, int64_t rows, float *block) {
  if (rows * m->columns <= 0) return;
  if (W > 1 && m->compiled >= 0) {
    compiled_maps[m->compiled](m, first, rows, block);
  } else {
    interpret(m, first, rows, block);
  }
}

static void map(const ck_map *m) { map_rows(m, 0, m->rows, NULL); }
