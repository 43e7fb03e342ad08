// Functions of one value, for any machine: fused multiply-adds through the C library where the machine has
// none.
#define SINGLES ck_singles_base
#include "singles.h"
