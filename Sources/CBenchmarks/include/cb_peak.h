#ifndef CB_PEAK_H
#define CB_PEAK_H

#include <stdint.h>

// Executes `rounds` rounds of independent chains of fused multiply-adds on the widest vectors of this machine,
// nothing else. Returns how many binary32 operations that were, a multiplication and an addition each.
int64_t cb_multiply_adds(int64_t rounds);

#endif
