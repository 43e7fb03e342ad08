// Threads that share the large instructions of one program.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "variants.h"

// How often a thread looks before it sleeps, about 30 µs: the next large instruction of a step comes sooner. Two threads
// on one core would else keep each other from their work.
#define PATIENCE 2000

#if defined(__x86_64__)
#define PAUSE() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define PAUSE() __asm__ volatile("yield")
#else
#define PAUSE() ((void)0)
#endif

struct ck_team {
  int most;  // threads, the caller among them
  _Atomic int limit;
  int started;  // helpers

  // Seconds of a step, alone and shared; 0 where none was measured.
  double seconds[2];
  int64_t steps;

  // The work at hand; written before `round` grows.
  void (*work)(void *context, int part, int parts);
  void *context;
  int parts;
  _Atomic uint32_t round;
  _Atomic int left;  // helpers that have not looked at this round's work or are at it
  _Atomic int ends;

  pthread_mutex_t mutex;
  pthread_cond_t begin, end;
  _Atomic int sleeping;  // helpers
  _Atomic int is_waiting;
  pthread_t threads[];
};

typedef struct {
  ck_team *team;
  int part;
  uint32_t seen;
} helper;

static void wait_for_round(ck_team *t, uint32_t seen) {
  for (int i = 0; i < PATIENCE; ++i) {
    if (atomic_load(&t->round) != seen) return;
    PAUSE();
  }
  pthread_mutex_lock(&t->mutex);
  atomic_fetch_add(&t->sleeping, 1);
  while (atomic_load(&t->round) == seen) pthread_cond_wait(&t->begin, &t->mutex);
  atomic_fetch_sub(&t->sleeping, 1);
  pthread_mutex_unlock(&t->mutex);
}

static void *help(void *argument) {
  helper h = *(helper *)argument;
  free(argument);
  ck_team *t = h.team;
  for (uint32_t seen = h.seen;; ++seen) {
    wait_for_round(t, seen);
    if (atomic_load(&t->ends)) return NULL;
    if (h.part < t->parts) t->work(t->context, h.part, t->parts);
    if (atomic_fetch_sub(&t->left, 1) == 1 && atomic_load(&t->is_waiting)) {
      pthread_mutex_lock(&t->mutex);
      pthread_cond_signal(&t->end);
      pthread_mutex_unlock(&t->mutex);
    }
  }
}

ck_team *ck_team_create(int threads) {
  if (threads < 1) threads = 1;
  ck_team *t = calloc(1, sizeof(ck_team) + sizeof(pthread_t) * (size_t)threads);
  if (!t) abort();
  t->most = threads;
  atomic_store(&t->limit, threads);
  pthread_mutex_init(&t->mutex, NULL);
  pthread_cond_init(&t->begin, NULL);
  pthread_cond_init(&t->end, NULL);
  return t;
}

static void begin_round(ck_team *t) {
  atomic_store(&t->left, t->started);
  atomic_fetch_add(&t->round, 1);
  if (atomic_load(&t->sleeping) > 0) {
    pthread_mutex_lock(&t->mutex);
    pthread_cond_broadcast(&t->begin);
    pthread_mutex_unlock(&t->mutex);
  }
}

void ck_team_destroy(ck_team *t) {
  atomic_store(&t->ends, 1);
  begin_round(t);
  for (int i = 0; i < t->started; ++i) pthread_join(t->threads[i], NULL);
  pthread_mutex_destroy(&t->mutex);
  pthread_cond_destroy(&t->begin);
  pthread_cond_destroy(&t->end);
  free(t);
}

void ck_team_set_limit(ck_team *t, int threads) {
  atomic_store(&t->limit, threads < 1 ? 1 : threads > t->most ? t->most : threads);
}

int ck_team_limit(const ck_team *t) {
  return t ? atomic_load_explicit(&((ck_team *)t)->limit, memory_order_relaxed) : 1;
}

// ---- Whether it pays ----------------------------------------------------------------------------------------

// Other processes may have the cores, and what then is shared takes longer than alone. So every TRIAL_EVERY steps some
// are taken the other way; the first of them wakes threads and is not counted. The bits are the same both ways.
enum { TRIAL_EVERY = 128, TRIAL_STEPS = 4 };

int ck_team_shares(ck_team *t) {
  if (ck_team_limit(t) < 2) return 0;
  int is_best = t->seconds[0] == 0 || t->seconds[1] <= t->seconds[0];
  return t->steps % TRIAL_EVERY < TRIAL_STEPS ? !is_best : is_best;
}

void ck_team_took(ck_team *t, int shared, double seconds) {
  int64_t place = t->steps++ % TRIAL_EVERY;
  if (place == 0 || place == TRIAL_STEPS) return;
  double *mean = &t->seconds[shared];
  *mean = *mean == 0 ? seconds : *mean + 0.25 * (seconds - *mean);
}

// Threads that cannot be had are done without.
static void start_helpers(ck_team *t, int count) {
  while (t->started < count) {
    helper *h = malloc(sizeof *h);
    if (!h) return;
    *h = (helper){.team = t, .part = t->started + 1, .seen = atomic_load(&t->round)};
    if (pthread_create(&t->threads[t->started], NULL, help, h) != 0) {
      free(h);
      return;
    }
    t->started += 1;
  }
}

void ck_team_run(ck_team *t, void (*work)(void *, int, int), void *context) {
  int parts = ck_team_limit(t);
  if (parts > 1) start_helpers(t, parts - 1);
  if (parts > t->started + 1) parts = t->started + 1;
  if (parts < 2) {
    work(context, 0, 1);
    return;
  }
  t->work = work;
  t->context = context;
  t->parts = parts;
  begin_round(t);
  work(context, 0, parts);
  for (int i = 0; i < PATIENCE; ++i) {
    if (atomic_load(&t->left) == 0) return;
    PAUSE();
  }
  pthread_mutex_lock(&t->mutex);
  atomic_store(&t->is_waiting, 1);
  while (atomic_load(&t->left) > 0) pthread_cond_wait(&t->end, &t->mutex);
  atomic_store(&t->is_waiting, 0);
  pthread_mutex_unlock(&t->mutex);
}
