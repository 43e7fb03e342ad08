// All kernels for one vector width: included once by each variant_*.c, which defines VARIANT (the table's
// name), VARIANT_NAME, W, TILE_ROWS and, where it has them, LOAD_PART and STORE_PART.
//
// Files of this module that end in .h beside this one hold code and are compiled once for each width.
#include "vector.h"
#include "elementary_float.h"
#include "variants.h"

#include "map.h"
#include "product.h"
#include "reduce.h"
#include "bytes.h"
#include "execute.h"

const ck_kernels VARIANT = {
    .name = VARIANT_NAME,
    .product = product,
    .map = map,
    .execute = execute,
    .execute_steps = execute_steps,
    .sum_rows = sum_rows,
    .max_rows = max_rows,
    .sum_columns = sum_columns,
    .max_columns = max_columns,
    .log_softmax_rows = log_softmax_rows,
    .gather_rows = gather_rows,
    .gather_bytes = gather_bytes,
    .byte_values = byte_values,
};
