// Programs: flat lists of instructions, and steps that execute them over and over.

INLINE void run(const ck_instruction *i) {
  switch (i->kind) {
    case CK_RUN_MAP: map(i->map); break;
    case CK_RUN_PRODUCT:
      product_map(i->form, i->rows, i->columns, i->depth, i->a, i->lda, i->b, i->ldb, i->out, i->columns, 0,
                  i->map, 0);
      break;
    case CK_RUN_SUM_ROWS: sum_rows(i->out, i->a, i->rows, i->columns); break;
    case CK_RUN_MAX_ROWS: max_rows(i->out, i->a, i->rows, i->columns); break;
    case CK_RUN_SUM_COLUMNS: sum_columns(i->out, i->a, i->rows, i->columns); break;
    case CK_RUN_MAX_COLUMNS: max_columns(i->out, i->a, i->rows, i->columns); break;
    case CK_RUN_LOG_SOFTMAX: log_softmax_rows(i->out, i->a, i->rows, i->columns); break;
    case CK_RUN_COPY:
      for (int64_t r = 0; r < i->rows; ++r) {
        memcpy(i->out + r * i->columns, i->a + r * i->lda, (size_t)i->columns * sizeof(float));
      }
      break;
    case CK_RUN_PAD:
      for (int64_t r = 0; r < i->rows; ++r) {
        float *out = i->out + r * i->ldb;
        memset(out, 0, (size_t)i->ldb * sizeof(float));
        memcpy(out + i->depth, i->a + r * i->columns, (size_t)i->columns * sizeof(float));
      }
      break;
    default: __builtin_trap();
  }
}

// ---- Shared among threads ----------------------------------------------------------------------------------

// What an instruction must be worth to be shared: a thread that waits takes up its part after some 0.2 µs, one that
// sleeps after 20 to 50.
#define SHARED_MULTIPLICATIONS 1000000
#define SHARED_ELEMENTS 65536

static int is_shared(const ck_instruction *i) {
  switch (i->kind) {
    case CK_RUN_PRODUCT: return i->rows >= 2 && i->rows * i->columns * i->depth >= SHARED_MULTIPLICATIONS;
    case CK_RUN_MAP: return i->map->rows * i->map->columns >= SHARED_ELEMENTS;
    case CK_RUN_SUM_ROWS:
    case CK_RUN_LOG_SOFTMAX: return i->rows >= 2 && i->rows * i->columns >= SHARED_ELEMENTS;
    default: return 0;
  }
}

INLINE int64_t share(int64_t n, int part, int parts) { return n * part / parts; }

// Rows of the result, which depend on nothing that is computed in other rows.
static void run_part(void *context, int part, int parts) {
  const ck_instruction *i = context;
  if (i->kind == CK_RUN_MAP && i->map->rows < parts) {
    // Few long rows: one thread does them.
    if (part == 0) map(i->map);
    return;
  }
  int64_t rows = i->kind == CK_RUN_MAP ? i->map->rows : i->rows;
  int64_t first = share(rows, part, parts), count = share(rows, part + 1, parts) - first;
  switch (i->kind) {
    case CK_RUN_MAP: map_rows(i->map, first, count, NULL); break;
    case CK_RUN_PRODUCT:
      product_map(i->form, count, i->columns, i->depth, i->form == CK_ATB ? i->a + first : i->a + first * i->lda,
                  i->lda, i->b, i->ldb, i->out ? i->out + first * i->columns : NULL, i->columns, 0, i->map, first);
      break;
    case CK_RUN_SUM_ROWS: sum_rows(i->out + first, i->a + first * i->columns, count, i->columns); break;
    case CK_RUN_LOG_SOFTMAX:
      log_softmax_rows(i->out + first * i->columns, i->a + first * i->columns, count, i->columns);
      break;
    default: __builtin_trap();
  }
}

static void execute(const ck_instruction *instructions, int64_t count, ck_team *team) {
  if (ck_team_limit(team) < 2) {
    for (int64_t i = 0; i < count; ++i) run(instructions + i);
    return;
  }
  for (int64_t i = 0; i < count; ++i) {
    if (is_shared(instructions + i)) {
      ck_team_run(team, run_part, (void *)(instructions + i));
    } else {
      run(instructions + i);
    }
  }
}

// ---- Steps -------------------------------------------------------------------------------------------------

INLINE void feed(const ck_feed *f, int64_t step) {
  int64_t floats = f->count * f->columns;
  if (f->bytes) {
    gather_bytes(f->to, f->bytes, f->rows + step * f->count, f->count, f->columns);
  } else if (f->rows) {
    gather_rows(f->to, f->from, f->rows + step * f->count, f->count, f->columns);
  } else if (floats == 1) {
    f->to[0] = f->from[step];
  } else {
    memcpy(f->to, f->from + step * floats, (size_t)floats * sizeof(float));
  }
}

// The largest feed of rows, or null where none is worth it.
static const ck_feed *far_feed(const ck_stage *s) {
  const ck_feed *far = NULL;
  for (const ck_feed *f = s->feeds; f < s->feeds + s->feed_count; ++f) {
    if (!f->rows || bytes_of_row(f) < LINE_BYTES || f->count * bytes_of_row(f) < FAR_BYTES) continue;
    if (!far || f->count * bytes_of_row(f) > far->count * bytes_of_row(far)) far = f;
  }
  return far;
}

// Tiles of the products at which `prefetch_some` is called.
static int64_t prefetching_tiles(const ck_stage *s) {
  int64_t tiles = 0;
  for (const ck_instruction *i = s->instructions; i < s->instructions + s->instruction_count; ++i) {
    if (i->kind == CK_RUN_PRODUCT && i->form == CK_ATB && i->rows * i->columns > EPILOGUE_FLOATS) {
      tiles += ((i->rows + TILE_ROWS - 1) / TILE_ROWS) * ((i->columns + PANEL - 1) / PANEL);
    }
  }
  return tiles;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int has_shared(const ck_stage *stages, int64_t count) {
  for (const ck_stage *s = stages; s < stages + count; ++s) {
    for (int64_t i = 0; i < s->instruction_count; ++i) {
      if (is_shared(s->instructions + i)) return 1;
    }
  }
  return 0;
}

static int64_t execute_steps(const ck_stage *stages, int64_t stage_count, int64_t first_step, int64_t steps,
                             ck_team *team) {
  if (team && !has_shared(stages, stage_count)) team = NULL;
  const ck_feed *far = stage_count == 1 ? far_feed(stages) : NULL;
  int64_t tiles = far ? prefetching_tiles(stages) : 0;
  // A thread sees its own tiles alone.
  tiles = (tiles + ck_team_limit(team) - 1) / ck_team_limit(team);
  int64_t lines_per_tile = tiles > 0 ? (far->count * lines_of_row(far) + tiles - 1) / tiles : 0;
  for (int64_t step = 0; step < steps; ++step) {
    int is_finite = 1;
    int shares = team && ck_team_shares(team);
    double start = team ? now() : 0;
    int has_next = lines_per_tile > 0 && step + 1 < steps;
    ahead = (prefetch){.feed = has_next ? far : NULL, .step = step + 1, .lines_per_tile = lines_per_tile};
    for (const ck_stage *s = stages; s < stages + stage_count; ++s) {
      if (s->every > 1 && (first_step + step + 1) % s->every != 0) continue;
      for (int64_t f = 0; f < s->feed_count; ++f) feed(s->feeds + f, step);
      execute(s->instructions, s->instruction_count, shares ? team : NULL);
      float loss = *s->loss;
      s->losses[step] = loss;
      is_finite &= loss - loss == 0;
    }
    ahead.feed = NULL;
    if (team) ck_team_took(team, shares, now() - start);
    if (!is_finite) return step + 1;
  }
  return steps;
}
