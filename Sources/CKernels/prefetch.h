// The next step's rows are brought nearer while a large weight gradient, the last heavy work of a step, keeps the
// arithmetic units busy: a batch from beyond the caches costs its whole way otherwise.

typedef struct {
  const ck_feed *feed;  // null where nothing is to be fetched
  int64_t step;
  int64_t row, line;       // the next one
  int64_t lines_per_tile;  // of a product
} prefetch;

static _Thread_local prefetch ahead;

#define LINE_BYTES 64
#define FAR_BYTES 16384  // a smaller batch is not worth it

INLINE int64_t bytes_of_row(const ck_feed *f) { return f->columns * (int64_t)(f->bytes ? 1 : sizeof(float)); }
INLINE int64_t lines_of_row(const ck_feed *f) { return (bytes_of_row(f) + LINE_BYTES - 1) / LINE_BYTES; }

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
    const char *matrix = f->bytes ? (const char *)f->bytes : (const char *)f->from;
    const char *row = matrix + (int64_t)f->rows[a->step * f->count + a->row] * bytes_of_row(f);
    __builtin_prefetch(row + a->line * LINE_BYTES, 0, 3);
    if (++a->line == lines) {
      a->line = 0;
      a->row += 1;
    }
  }
}
