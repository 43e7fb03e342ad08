#include "ck_kernels.h"

// Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011. Ten rounds.
void ck_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
  uint32_t k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; ++round) {
    uint64_t p0 = (uint64_t)0xD2511F53u * c0;
    uint64_t p1 = (uint64_t)0xCD9E8D57u * c2;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)p1;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)p0;
    k0 += 0x9E3779B9u;  // the golden ratio
    k1 += 0xBB67AE85u;  // √3 − 1
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

uint32_t ck_next_word(ck_stream *s) {
  if (s->left == 0) {
    uint32_t counter[4] = {(uint32_t)s->block, (uint32_t)(s->block >> 32), s->purpose[0], s->purpose[1]};
    ck_philox(counter, s->key, s->words);
    s->block += 1;
    s->left = 4;
  }
  return s->words[4 - s->left--];
}

void ck_shuffle(ck_stream *s, int32_t *order, int64_t n) {
  for (int64_t i = 0; i < n; ++i) order[i] = (int32_t)i;
  for (int64_t i = n - 1; i > 0; --i) {
    // Without bias: Lemire, "Fast random integer generation in an interval", 2019.
    uint32_t range = (uint32_t)i + 1;
    uint64_t product = (uint64_t)range * ck_next_word(s);
    if ((uint32_t)product < range) {
      uint32_t threshold = -range % range;
      while ((uint32_t)product < threshold) product = (uint64_t)range * ck_next_word(s);
    }
    int64_t other = (int64_t)(product >> 32);
    int32_t value = order[i];
    order[i] = order[other];
    order[other] = value;
  }
}
