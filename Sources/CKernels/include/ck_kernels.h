// The kernels of the engine: C, one source for every vector width, chosen once at start.
//
// Determinism rules that every variant keeps, bit for bit:
//  1. An element of a product is one chain of fused multiply-adds in increasing k, from +0 (or from C where
//     it accumulates).
//  2. A sum keeps 16 lane sums from +0 (lane l takes elements l, l+16, ...) and adds them in one tree:
//     l += l+8, then l+4, l+2, l+1.
//  3. exp, log, ... are the polynomials of this package over explicit fused multiply-adds.
//  4. Nothing is contracted, reassociated or flushed.
#ifndef CK_KERNELS_H
#define CK_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// ---- Elementwise programs -------------------------------------------------------------------------------

// Operations of a map step. x, y, z are operands a, b, c.
enum ck_op {
  CK_COPY = 0,       // x
  CK_ADD,            // x + y
  CK_SUBTRACT,       // x - y
  CK_MULTIPLY,       // x * y
  CK_DIVIDE,         // x / y
  CK_MAXIMUM,        // x > y || x != x ? x : y       (a NaN of either side stays)
  CK_MINIMUM,        // x < y || x != x ? x : y
  CK_GREATER,        // x > y ? 1 : 0
  CK_GREATER_EQUAL,  // x >= y ? 1 : 0
  CK_EQUAL,          // x == y ? 1 : 0
  CK_SELECT,         // x != 0 ? y : z
  CK_MULTIPLY_ADD,   // fma(x, y, z)
  CK_NEGATE,         // -x (sign bit flipped)
  CK_ABSOLUTE,       // |x|
  CK_SIGN,           // x > 0 ? 1 : x < 0 ? -1 : x     (a NaN stays)
  CK_SQUARE_ROOT,    // correctly rounded
  CK_EXP,
  CK_EXPM1,
  CK_LOG,
  CK_LOG1P,
  CK_TANH,
  CK_SIGMOID,        // 1 / (1 + exp(-x)), without overflow, full relative precision for x << 0
  CK_SOFTPLUS,       // log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|))
  CK_ERF,
  CK_SIN,
  CK_COS,
  CK_FLUSH,          // |x| < 1e-30 ? +0 : x           (a NaN stays): keeps optimizer state out of denormals
  CK_OP_COUNT
};

// How an operand of a map over [rows, columns] is addressed.
enum ck_mode {
  CK_FULL = 0,   // data[rows * columns], element i
  CK_SCALAR,     // data[0]
  CK_ROW,        // data[columns], element i % columns
  CK_COLUMN,     // data[rows], element i / columns
  CK_BLOCK,      // the product that the map follows, in rows of `columns` elements; data is ignored
  CK_TEMPORARY,  // a tile buffer of the executor; data is ignored
};

typedef struct {
  float *data;
  int32_t mode;  // ck_mode
} ck_operand;

typedef struct {
  uint16_t op;  // ck_op
  uint16_t to;  // operand written: CK_FULL or CK_TEMPORARY
  uint16_t a, b, c;  // operands read; those the operation lacks are ignored
} ck_step;

// A chain of elementwise operations over [rows, columns], executed tile by tile. A FULL operand that is
// written may also be read (in place): within a tile, steps run in order.
typedef struct {
  const ck_step *steps;
  const ck_operand *operands;
  int32_t step_count;
  int32_t operand_count;  // at most CK_MAX_OPERANDS
  int64_t rows, columns;
  // What ck_compiled_map says of its key, or -1.
  int32_t compiled;
} ck_map;

// The number of the map that is compiled as one loop, or -1. The key: one letter for each operand (F, S, R, C,
// B, T for the modes in their order), then for each step " op.to.a", " op.to.a.b" or " op.to.a.b.c".
int ck_compiled_map(const char *key);
// The key of that number; null beyond the last.
const char *ck_compiled_map_key(int number);

#define CK_MAX_OPERANDS 64

// ---- Programs -------------------------------------------------------------------------------------------

enum ck_form {
  CK_AB = 0,  // C[m,n] = A[m,k]  B[k,n]
  CK_ATB,     // C[m,n] = A[k,m]ᵀ B[k,n]
  CK_ABT,     // C[m,n] = A[m,k]  B[n,k]ᵀ
};

enum ck_kind {
  CK_RUN_MAP = 0,
  CK_RUN_PRODUCT,      // out[rows, columns] = op(a) op(b), `depth` is k; out null where `map` alone reads it
  CK_RUN_SUM_ROWS,     // a[rows, columns] -> out[rows], as the kernels below
  CK_RUN_MAX_ROWS,
  CK_RUN_SUM_COLUMNS,  // -> out[columns]
  CK_RUN_MAX_COLUMNS,
  CK_RUN_LOG_SOFTMAX,
  CK_RUN_COPY,         // out[r, 0 ..< columns] = a[r, 0 ..< columns]; rows of a have lda elements
  CK_RUN_PAD,          // out[r, ldb]: `depth` zeros, a[r, 0 ..< columns], zeros
};

typedef struct {
  int32_t kind;  // ck_kind
  int32_t form;  // ck_form
  float *out;
  const float *a, *b;
  int64_t rows, columns, depth, lda, ldb;
  const ck_map *map;  // of a product also: over [rows, columns], right after each block of rows; or null
} ck_instruction;

// Threads that share the large instructions of one program, the caller's among them; whatever their number, the
// bits are the same. They are started when they are first needed and sleep when they are not.
typedef struct ck_team ck_team;
ck_team *ck_team_create(int threads);
void ck_team_destroy(ck_team *team);  // not while it is at work
// How many threads may work from the next instruction on: others may need the cores. From any thread.
void ck_team_set_limit(ck_team *team, int threads);
int ck_team_limit(const ck_team *team);  // 1 for null

// What an input takes in for each step: `count` rows of `columns` floats of `from`, those that `rows` names,
// or one after the other where it is null. Step s begins at rows[s * count], or at from[s * count * columns].
// Where `bytes` is not null it stands in the place of `from`, each byte for byte / 255; `rows` must be given.
typedef struct {
  float *to;
  const float *from;
  const uint8_t *bytes;
  const int32_t *rows;
  int64_t count, columns;
} ck_feed;

// A program within a step.
typedef struct {
  const ck_instruction *instructions;
  int64_t instruction_count;
  const ck_feed *feeds;
  int64_t feed_count;
  const float *loss;  // looked at after each step
  float *losses;      // [steps], kept of each step in which the program ran
  int64_t every;      // runs in the steps every, 2 every, ... alone, counted from 1
} ck_stage;

// ---- One variant of all kernels -------------------------------------------------------------------------

typedef struct {
  const char *name;  // "scalar", "avx2", "avx512", "neon"

  // C = op(A) op(B), or C += where accumulate != 0. lda, ldb, ldc: elements from one stored row to the next.
  // C overlaps neither A nor B. k may be 0. scratch need not be given: packing uses thread-local memory.
  void (*product)(int form, int64_t m, int64_t n, int64_t k, const float *a, int64_t lda, const float *b,
                  int64_t ldb, float *c, int64_t ldc, int accumulate);

  void (*map)(const ck_map *map);

  // Instructions in order.
  // - team: null for the caller alone
  void (*execute)(const ck_instruction *instructions, int64_t count, ck_team *team);

  // Steps first_step + 1 ... first_step + steps, each of all stages in order; ends after a step in which a loss
  // is NaN or infinite. Gives back how many steps were taken.
  int64_t (*execute_steps)(const ck_stage *stages, int64_t stage_count, int64_t first_step, int64_t steps,
                           ck_team *team);

  // x[rows, columns] -> out[rows]: over each row.
  void (*sum_rows)(float *out, const float *x, int64_t rows, int64_t columns);
  // CK_MAXIMUM in order, from -inf.
  void (*max_rows)(float *out, const float *x, int64_t rows, int64_t columns);
  // x[rows, columns] -> out[columns]: over each column (lane l takes rows l, l+16, ...).
  void (*sum_columns)(float *out, const float *x, int64_t rows, int64_t columns);
  void (*max_columns)(float *out, const float *x, int64_t rows, int64_t columns);

  // Row by row: m = max x, d = x - m, out = d - log(sum16(exp(d))).
  void (*log_softmax_rows)(float *out, const float *x, int64_t rows, int64_t columns);

  // out[i, :] = x[index[i], :], i < count.
  void (*gather_rows)(float *out, const float *x, const int32_t *index, int64_t count, int64_t columns);
  // The same of bytes, each as (float)x / 255, one IEEE division.
  void (*gather_bytes)(float *out, const uint8_t *x, const int32_t *index, int64_t count, int64_t columns);
  // out[i] = (float)x[i] / 255, i < n.
  void (*byte_values)(float *out, const uint8_t *x, int64_t n);
} ck_kernels;

// The variants that this machine can run, best last; ck_variant(i) is null for i >= ck_variant_count().
int ck_variant_count(void);
const ck_kernels *ck_variant(int index);
// The variant of that name if this machine can run it, else null.
const ck_kernels *ck_variant_named(const char *name);

// Asks the system for large pages behind memory that nothing was written to yet: rows far apart then need fewer
// look-ups of where they lie. Does nothing where there is no such thing.
void ck_prefer_large_pages(void *memory, size_t bytes);

// ---- Elementary functions, one value at a time: the same bits as the maps ---------------------------------

float ck_exp(float x);
float ck_expm1(float x);
float ck_log(float x);
float ck_log1p(float x);
float ck_tanh(float x);
float ck_sigmoid(float x);
float ck_softplus(float x);
float ck_erf(float x);
float ck_sin(float x);
float ck_cos(float x);

// binary64, every argument. The largest errors stand in elementary_float.h and elementary_double.h.
double ck_exp_f64(double x);
double ck_expm1_f64(double x);
double ck_log_f64(double x);
double ck_log1p_f64(double x);
double ck_tanh_f64(double x);
double ck_sigmoid_f64(double x);
double ck_softplus_f64(double x);
double ck_erf_f64(double x);
double ck_sin_f64(double x);
double ck_cos_f64(double x);
double ck_pow_f64(double x, double y);
double ck_lgamma_f64(double x);  // x > 0

// CK_EXP ... CK_COS in binary64 as compiled for any machine, whatever this one has: the same bits, for tests.
double ck_portable_f64(int op, double x);

// ---- Philox 4x32-10 (Salmon et al. 2011) ------------------------------------------------------------------

void ck_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

// Words one after the other: block i is Philox of the counter (low and high word of i, purpose).
typedef struct {
  uint64_t block;  // the next one
  uint32_t key[2], purpose[2];
  uint32_t words[4];  // of the last block; `left` of them are still to come
  uint32_t left;
} ck_stream;

uint32_t ck_next_word(ck_stream *stream);

// Standard normal numbers by Box-Muller in binary64, two of each two words, rounded to binary32.
void ck_fill_normals(ck_stream *stream, float *out, int64_t pairs);

// order[0 ..< n] = 0 ..< n in random order: position i = n - 1, ..., 1 is exchanged with an unbiased one of
// 0 ... i. n is below 2^31.
void ck_shuffle(ck_stream *stream, int32_t *order, int64_t n);

#endif
