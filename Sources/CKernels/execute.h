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

static void execute(const ck_instruction *instructions, int64_t count) {
  for (int64_t i = 0; i < count; ++i) run(instructions + i);
}

INLINE void feed(const ck_feed *f, int64_t step) {
  int64_t floats = f->count * f->columns;
  if (f->rows) {
    gather_rows(f->to, f->from, f->rows + step * f->count, f->count, f->columns);
  } else if (floats == 1) {
    f->to[0] = f->from[step];
  } else {
    memcpy(f->to, f->from + step * floats, (size_t)floats * sizeof(float));
  }
}

static int64_t execute_steps(const ck_stage *stages, int64_t stage_count, int64_t first_step, int64_t steps) {
  for (int64_t step = 0; step < steps; ++step) {
    int is_finite = 1;
    for (const ck_stage *s = stages; s < stages + stage_count; ++s) {
      if (s->every > 1 && (first_step + step + 1) % s->every != 0) continue;
      for (int64_t f = 0; f < s->feed_count; ++f) feed(s->feeds + f, step);
      execute(s->instructions, s->instruction_count);
      float loss = *s->loss;
      s->losses[step] = loss;
      is_finite &= loss - loss == 0;
    }
    if (!is_finite) return step + 1;
  }
  return steps;
}
