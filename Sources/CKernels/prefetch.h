// The next step's rows are brought nearer while a large weight gradient, the last heavy work of a step, keeps the
// arithmetic units busy: a batch from beyond the caches costs its whole way otherwise.

typedef struct {
  const ck_feed *feed;  // null where nothing is to be fetched
  int64_t step;
  int64_t row, line;       // the next one
  int64_t lines_per_tile;  // of a product
} prefetch;

static _Thread_local prefetch ahead;

#define LINE_FLOATS 16
#define FAR_FLOATS 4096  // a smaller batch is not worth it

INLINE int64_t lines_of_row(const ck_feed *f) { return (f->columns + LINE_FLOATS - 1) / LINE_FLOATS; }

// Called for each tile of a weight gradient.
INLINE void prefetch_some(void) {
  prefetch *a = &ahead;
  if (!a->feed) return;
  const ck_feed *f = a->feed;
  int64_t lines = lines_of_row(f);
  for (int64_t n = 0; n < a->lines_per_tile; ++n) {
    if (a->row == f->count) {
      a->feed = NULL;
      return;
    }
    const float *row = f->from + (int64_t)f->rows[a->step * f->count + a->row] * f->columns;
    __builtin_prefetch(row + a->line * LINE_FLOATS, 0, 2);
    if (++a->line == lines) {
      a->line = 0;
      a->row += 1;
    }
  }
}
